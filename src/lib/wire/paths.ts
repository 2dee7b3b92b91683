/** Where a document lives: y-websocket appends the id itself. */
export const livePath = '/live';
