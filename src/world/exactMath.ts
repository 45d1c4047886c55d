/** The mathematics that learner code gets: the kernel's, the same to the last bit everywhere. */
import { cos, exp, log, pow, sin } from '../kernel';

/** Functions by their names in Math. */
export const exactMath = { cos, exp, log, pow, sin };
