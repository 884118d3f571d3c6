/** An error-level finding is left (specification, section 4). */
export const FOUND_ERRORS = 3;
