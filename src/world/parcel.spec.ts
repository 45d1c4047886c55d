/** Specs in the making. */
