/** Owns which page stands at which address, inside the frame that all pages share. */
import { lazy, Suspense, useEffect, useMemo, type ReactNode } from 'react';
import { course } from 'virtual:course';
import { Router, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { Home, StageStill } from '../ui/home';
import { ErrorBoundary, NotBuiltYet, NotFound, Shell, type Place } from '../ui/shell';
import { readAddress, type Address } from './address';
import { titleOf } from './pageTitle';
import { useStandings } from './stores/progress';
import { useSettings } from './stores/settings';

/** The live stage follows the page: what there is to read does not wait for it. */
const HomeRun = lazy(() => import('./home/HomeRun'));
const LessonPage = lazy(() => import('./lesson/LessonPage'));
const Fidelity = lazy(() => import('./Fidelity'));

/** The site. */
export function App() {
  return (
    <Router hook={useHashLocation}>
      <Site />
    </Router>
  );
}

function Site() {
  const [path] = useLocation();
  const address = useMemo(() => readAddress(path, course), [path]);
  const place = placeOf(address);
  const settings = useSettings();
  const title = titleOf(place);
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <Shell place={place} settings={settings} course={course}>
      <ErrorBoundary at={path}>
        <Page address={address} />
      </ErrorBoundary>
    </Shell>
  );
}

function Page({ address }: { readonly address: Address }): ReactNode {
  switch (address.kind) {
    case 'course':
      return <HomePage />;
    case 'lesson':
      return (
        <Suspense>
          <LessonPage key={address.number} number={address.number} step={address.step} />
        </Suspense>
      );
    case 'fidelity':
      return (
        <Suspense>
          <Fidelity />
        </Suspense>
      );
    case 'notBuilt':
      return <NotBuiltYet number={address.number} />;
    case 'unknown':
      return <NotFound address={address.address} />;
    default:
      return assertNever(address);
  }
}

function HomePage() {
  const standings = useStandings();
  return (
    <Home
      course={course}
      standings={standings}
      stage={
        <Suspense fallback={<StageStill />}>
          <HomeRun />
        </Suspense>
      }
    />
  );
}

function placeOf(address: Address): Place {
  if (address.kind === 'course') return { kind: 'course' };
  if (address.kind === 'fidelity') return { kind: 'fidelity' };
  if (address.kind !== 'lesson') return { kind: 'elsewhere' };
  const { number } = address;
  const count = course.reduce((sum, { lessons }) => sum + lessons.length, 0);
  for (const part of course) {
    const entry = part.lessons.find((lesson) => lesson.number === number);
    if (entry) return { kind: 'lesson', part: part.title, number, count, title: entry.title };
  }
  return { kind: 'elsewhere' };
}

function assertNever(address: never): never {
  throw new Error(`no page for ${JSON.stringify(address)}`);
}
