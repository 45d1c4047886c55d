/** What is known of the selected part or message, and what a person can do to it. */
export { Inspector } from './Inspector';
