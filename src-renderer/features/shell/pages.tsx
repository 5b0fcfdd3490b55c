import type { ReactNode } from 'react';
import { type DatabasePlace, usePlace } from '../../client/place.ts';
import { fetched } from '../../ui/fetched.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ImportedPage } from '../import/imported-page.tsx';
import { ImportsPage } from '../import/imports-page.tsx';
import { JobPage } from '../import/job-page.tsx';
import { JobsPage } from '../import/jobs-page.tsx';
import { MarksPage } from '../marks/marks-page.tsx';
import { QuestionsPage } from '../questions/questions-page.tsx';
import { SessionsPage } from '../sessions/sessions-page.tsx';
import { SettingsPage } from '../settings/settings-page.tsx';
import { TablePage } from '../tables/table-page.tsx';
import { TablesPage } from '../tables/tables-page.tsx';
import { EpisodePage } from '../transcript/episode-page.tsx';
import { WelcomePage } from '../welcome/welcome-page.tsx';
import { WorkspacesPage } from '../workspaces/workspaces-page.tsx';
import { DatabaseFrame } from './database-frame.tsx';

const skeleton = <Waiting skeleton />;

// Pages with a chart or an editor come in pieces of their own, so that the window is there sooner.
const EpisodesPage = fetched(async () => (await import('../episodes/episodes-page.tsx')).EpisodesPage, skeleton);
const QuestionPage = fetched(async () => (await import('../questions/question-page.tsx')).QuestionPage, skeleton);
const DensityPage = fetched(async () => (await import('../density/density-page.tsx')).DensityPage, skeleton);
const ImportPage = fetched(async () => (await import('../import/import-page.tsx')).ImportPage);
const DrawingPage = fetched(async () => (await import('../drawing/drawing-page.tsx')).DrawingPage, skeleton);
const SqlPage = fetched(async () => (await import('../sql/sql-page.tsx')).SqlPage, skeleton);
const ComparePage = fetched(async () => (await import('../compare/compare-page.tsx')).ComparePage, skeleton);
const TrendsPage = fetched(async () => (await import('../trends/trends-page.tsx')).TrendsPage, skeleton);
const WorkspacePage = fetched(async () => (await import('../workspaces/workspace-page.tsx')).WorkspacePage, skeleton);
const FindingsPage = fetched(async () => (await import('../findings/findings-page.tsx')).FindingsPage, skeleton);
const OccupancyPage = fetched(async () => (await import('../occupancy/occupancy-page.tsx')).OccupancyPage, skeleton);
const CoveragePage = fetched(async () => (await import('../coverage/coverage-page.tsx')).CoveragePage, skeleton);
const TrainingPage = fetched(async () => (await import('../training/training-page.tsx')).TrainingPage, skeleton);

/** The page of the present place. */
export function Page(): ReactNode {
  const place = usePlace();
  switch (place.at) {
    case 'welcome':
      return <WelcomePage />;
    case 'settings':
      return <SettingsPage />;
    case 'import':
      return <ImportPage />;
    case 'marks':
      return <MarksPage />;
    case 'workspaces':
      return <WorkspacesPage />;
    case 'workspace':
      return <WorkspacePage key={place.workspace} id={place.workspace} />;
    case 'jobs':
      return <JobsPage />;
    case 'job':
      return <JobPage key={place.job} job={place.job} />;
    default:
      return (
        <DatabaseFrame key={place.database} place={place}>
          <DatabasePage place={place} />
        </DatabaseFrame>
      );
  }
}

/** What a place inside an open database shows. */
function DatabasePage({ place }: { readonly place: DatabasePlace }): ReactNode {
  const { database } = place;
  switch (place.at) {
    case 'sessions':
      return <SessionsPage database={database} />;
    case 'session':
      return <EpisodesPage key={place.session} database={database} session={place.session} />;
    case 'episodes':
      return <EpisodesPage database={database} />;
    case 'episode':
      return <EpisodePage key={place.episode} database={database} episode={place.episode} />;
    case 'trends':
      return <TrendsPage database={database} />;
    case 'occupancy':
      return <OccupancyPage key={database} database={database} />;
    case 'coverage':
      return <CoveragePage key={database} database={database} />;
    case 'training':
      return <TrainingPage key={database} database={database} />;
    case 'findings':
      return <FindingsPage key={database} database={database} />;
    case 'compare':
      return <ComparePage database={database} />;
    case 'density':
      return <DensityPage database={database} />;
    case 'tables':
      return <TablesPage database={database} />;
    case 'table':
      return (
        <TablePage
          key={`${place.schema}\0${place.table}`}
          database={database}
          schema={place.schema}
          table={place.table}
        />
      );
    case 'questions':
      return <QuestionsPage database={database} />;
    case 'question':
      return <QuestionPage key={place.question} database={database} question={place.question} />;
    case 'imports':
      return <ImportsPage database={database} />;
    case 'imported':
      return <ImportedPage key={place.id} database={database} id={place.id} />;
    case 'lens':
      return <DrawingPage key={database} database={database} />;
    case 'sql':
      return <SqlPage key={database} database={database} />;
    default:
      return null;
  }
}
