/** The first page with the course map, and the picture that stands in for its live stage. */
export { Home } from './Home';
export { StageStill } from './StageStill';
export type { Standings } from './summary';
