/** The server's idea of now. Tests bring their own. */
export type Now = () => Date;
export const now: Now = () => new Date();
