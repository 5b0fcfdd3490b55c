/** What a named question asks a person for. */
export interface QuestionParameter {
  readonly id: string;
  readonly title: string;
  /** `session` and `episode` are ids of the lens; `time` is ISO 8601. */
  readonly kind: 'number' | 'text' | 'choice' | 'session' | 'episode' | 'time';
  readonly unit?: string | undefined;
  /** Of a `choice`. */
  readonly choices?: readonly string[] | undefined;
  /** Used where none is given; without it the parameter must be given, unless it is `optional`. */
  readonly default?: string | number | undefined;
  readonly optional?: boolean | undefined;
}
