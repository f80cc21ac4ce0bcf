/** A text as a LIKE pattern that matches nothing but itself. */
export const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&');
