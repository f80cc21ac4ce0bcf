// Next looks for this file in the folders above, too, and would run Switchyard's own.
export function register() {}
