/** 0–3 are y-websocket's own. 4–6 are ours, sent only to a socket that has said hello. */
export const messageTypes = {
	sync: 0,
	presence: 1,
	denied: 2,
	presenceRequest: 3,
	/** "Is everything before this durable?" with a number; answered with the same number. */
	fence: 4,
	/** Client: my layout version. Server: layout version and access, again whenever access changes. */
	hello: 5,
	/** Server only: JSON of what changed elsewhere (records by kind and id; a meeting's state). */
	news: 6
} as const;
