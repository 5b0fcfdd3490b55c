/**
 * The words that the tracking schema is initialised with: ids and units exactly as `collab_env` writes them, since
 * measures are looked up by id. Titles and descriptions are ours.
 */

/** Layouts of the schema, oldest first. Data of one generation opens in none of the older tools. */
export const trackingGenerations = ['A', 'B', 'C', 'D', 'E'] as const;
export type TrackingGeneration = (typeof trackingGenerations)[number];

/** Whether `generation` is `from` or newer. */
export function since(generation: TrackingGeneration, from: TrackingGeneration): boolean {
  return trackingGenerations.indexOf(generation) >= trackingGenerations.indexOf(from);
}

export interface Category {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

const allCategories: readonly (Category & {
  readonly from: TrackingGeneration;
  readonly until?: TrackingGeneration;
})[] = [
  { id: 'boids_3d', title: '3-D boids', description: 'Simulated flocks among meshes in three dimensions', from: 'A' },
  { id: 'boids_2d', title: '2-D boids', description: 'Simulated flocks on a plane', from: 'A' },
  { id: 'tracking_csv', title: 'Tracked animals', description: 'Tracks from thermal and colour video', from: 'A' },
  { id: 'computed', title: 'Computed', description: 'Properties computed from positions', from: 'A', until: 'C' },
  { id: 'boids_2d_rollout', title: '2-D rollouts', description: 'Actual and predicted flocks of a model', from: 'E' },
];

export function trackingCategories(generation: TrackingGeneration): readonly Category[] {
  return allCategories.filter(
    ({ from, until }) =>
      since(generation, from) && (until === undefined || !since(generation, until) || generation === until),
  );
}

export interface AgentType {
  readonly id: string;
  readonly description: string;
}

const allAgentTypes: readonly (AgentType & { readonly from: TrackingGeneration })[] = [
  { id: 'agent', description: 'A simulated or tracked individual', from: 'A' },
  { id: 'target', description: 'Something agents move towards', from: 'A' },
  { id: 'bird', description: 'A tracked bird', from: 'A' },
  { id: 'rat', description: 'A tracked rat', from: 'A' },
  { id: 'gerbil', description: 'A tracked gerbil', from: 'A' },
  { id: 'env', description: 'A thing of the environment', from: 'B' },
  { id: 'food', description: 'A source of food', from: 'E' },
];

export function trackingAgentTypes(generation: TrackingGeneration): readonly AgentType[] {
  return allAgentTypes.filter(({ from }) => since(generation, from));
}

/** `float` values are in `value_float`, `string` values in `value_text` of `extended_properties`. */
export interface PropertyDefinition {
  readonly id: string;
  readonly title: string;
  readonly type: 'float' | 'string';
  readonly unit: string;
  readonly description: string;
  readonly from: TrackingGeneration;
}

const property = (
  id: string,
  title: string,
  unit: string,
  description: string,
  from: TrackingGeneration = 'A',
  type: PropertyDefinition['type'] = 'float',
): PropertyDefinition => ({ id, title, type, unit, description, from });

const AXES = ['x', 'y', 'z'];
const CORNERS = ['x1', 'y1', 'x2', 'y2'];

const allProperties: readonly PropertyDefinition[] = [
  property(
    'distance_to_target_center',
    'Distance to target centre',
    'scene_units',
    'To the centre of the first target',
  ),
  property('distance_to_target_mesh', 'Distance to target', 'scene_units', 'To the closest point of the first target'),
  property('distance_to_scene_mesh', 'Distance to scene', 'scene_units', 'To the closest point of the scene'),
  ...AXES.map((axis) =>
    property(`target_mesh_closest_${axis}`, `Closest target point ${axis}`, 'scene_units', 'Point of the first target'),
  ),
  ...AXES.map((axis) =>
    property(`scene_mesh_closest_${axis}`, `Closest scene point ${axis}`, 'scene_units', 'Point of the scene'),
  ),
  ...CORNERS.map((corner) => property(`bbox_${corner}`, `Bounding box ${corner}`, 'pixels', 'Of the detection')),
  ...AXES.map((axis) =>
    property(`acceleration_${axis}`, `Acceleration ${axis}`, 'scene_units/frame^2', 'Change of velocity per frame'),
  ),
  property('speed', 'Speed', 'scene_units/frame', 'Length of the velocity'),
  property('acceleration_magnitude', 'Acceleration', 'scene_units/frame^2', 'Length of the acceleration'),
  property('confidence', 'Confidence', 'probability', 'Of the detection', 'D'),
  property('detection_class', 'Detection class', 'label', 'What the detector saw', 'D', 'string'),
  ...['self', 'boid', 'food'].map((part) =>
    property(`attn_weight_${part}`, `Attention on ${part}`, 'dimensionless', 'Attention weight of the model', 'E'),
  ),
  property('distance_to_food', 'Distance to food', 'scene_units', 'To the food', 'E'),
  property('distance_to_food_actual', 'Distance to food (actual)', 'scene_units', 'Of the actual flock', 'E'),
  property('distance_to_food_predicted', 'Distance to food (predicted)', 'scene_units', 'Of the predicted flock', 'E'),
  property('prediction_error', 'Prediction error', 'scene_units', 'From actual to predicted position', 'E'),
  property('loss', 'Loss', 'scene_units^2/frame^4', 'Of the model at this frame, on the `env` agent', 'E'),
];

export function trackingProperties(generation: TrackingGeneration): readonly PropertyDefinition[] {
  return allProperties.filter(({ from }) => since(generation, from));
}
