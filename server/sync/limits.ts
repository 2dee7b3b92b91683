/** Every bound of the realtime core in one place, each with its unit. RELIABILITY A.8 says why these. */
export interface Limits {
	/** Largest frame that ws hands over; larger ones close with 1009. */
	frameBytes: number;
	/** Largest single update; larger ones close with 4413. */
	updateBytes: number;
	/** Structs in one update. No honest update of `updateBytes` has more. */
	structsPerUpdate: number;
	/** Ranges in the delete set of one update. */
	deletesPerUpdate: number;
	/** Clock steps of one update that cost it no bytes (deleted, collected), and the end of all clocks. */
	weightlessPerUpdate: number;
	clock: number;
	/** How deep shared types, and JSON values, may lie in one another. */
	depth: number;
	/** Clients that one connection may introduce in an hour, and a document may know. */
	newClientsPerHour: number;
	clientsPerDocument: number;
	/** The state of one document; above it only deletions are taken. */
	documentBytes: number;
	/** What one session may have waiting for an update that has not come, and for how long. Weights. */
	waitingBytes: number;
	waitingMs: number;
	/** What one document, and what the whole node, may have told to others and not yet saved. Weights. */
	unsavedBytes: number;
	unsavedTotalBytes: number;
	/** Fences of one connection that are not answered yet. */
	fences: number;
	/** Messages of one connection: sustained per second, and in a burst. */
	messagesPerSecond: number;
	messageBurst: number;
	/** Sync requests of one connection in a minute: three bytes can ask for megabytes. */
	syncRequestsPerMinute: number;
	/** One presence state, and for how long states are gathered before they are passed on. */
	presenceBytes: number;
	presenceGatherMs: number;
	/** What somebody's presence becomes is told again no sooner than this: ten times a second. */
	presencePaceMs: number;
	/** How often a node repeats its presences to the others, and how soon a silent one is forgotten. */
	presenceRepeatMs: number;
	presenceSilentMs: number;
	/** Above the first no presence is sent to a slow reader; above the second it is closed with 4508. */
	bufferedSoftBytes: number;
	bufferedHardBytes: number;
	/** Connections of one session, and on this node. */
	connectionsPerSession: number;
	connections: number;
	/** Upgrades from one address that are not let in yet or were turned away lately, and for how long that is. */
	strangersPerAddress: number;
	/** The same of those who show something that reads like a sign-in. */
	signInsPerAddress: number;
	strangerMs: number;
	/** Pieces of one message: as its sender cut it, and as the network did before the last one came. */
	fragments: number;
	chunks: number;
	/** The first frame must come this soon after the upgrade. */
	firstFrameMs: number;
	/** A socket that was sent no data for so long gets an empty presence frame. */
	silenceMs: number;
	pingMs: number;
	deadMs: number;
	/** A room that nobody is in stays open so long, for those who come back. */
	roomIdleMs: number;
	/** After so many updates or bytes a document is folded: its log, and what a room holds of it. */
	foldUpdates: number;
	foldBytes: number;
	/** How long after its opening a room takes back what a crash may have cut off. */
	bringBackMs: number;
	/** At the first beat (there is one a second, more or less) after so long the log is asked what others wrote. */
	freshMs: number;
	/** Longest a document may take to open. */
	openMs: number;
	/** How long a graceful stop waits for the log; all of it ends within five seconds. */
	closeMs: number;
	/** Longest admission may take when it is asked again. */
	reconsiderMs: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;

export const defaultLimits: Limits = {
	frameBytes: 2 * MiB,
	updateBytes: 1 * MiB,
	structsPerUpdate: 20_000,
	deletesPerUpdate: 20_000,
	weightlessPerUpdate: 100_000,
	clock: 2 ** 31,
	depth: 8,
	newClientsPerHour: 4,
	clientsPerDocument: 2_000,
	documentBytes: 8 * MiB,
	waitingBytes: 256 * KiB,
	waitingMs: 2_000,
	unsavedBytes: 4 * MiB,
	unsavedTotalBytes: 64 * MiB,
	fences: 1_000,
	messagesPerSecond: 60,
	messageBurst: 240,
	syncRequestsPerMinute: 3,
	presenceBytes: 1 * KiB,
	presenceGatherMs: 33,
	presencePaceMs: 100,
	presenceRepeatMs: 10_000,
	presenceSilentMs: 30_000,
	bufferedSoftBytes: 1 * MiB,
	bufferedHardBytes: 4 * MiB,
	connectionsPerSession: 60,
	connections: 5_000,
	strangersPerAddress: 50,
	signInsPerAddress: 2_000,
	strangerMs: 10_000,
	fragments: 16,
	chunks: 2_048,
	firstFrameMs: 5_000,
	silenceMs: 10_000,
	pingMs: 15_000,
	deadMs: 30_000,
	roomIdleMs: 30_000,
	foldUpdates: 500,
	foldBytes: 1 * MiB,
	bringBackMs: 10 * 60_000,
	freshMs: 1_500,
	openMs: 10_000,
	closeMs: 3_500,
	reconsiderMs: 1_000
};

/** What an update costs while it is held: its bytes, and what a process spends on any thing it keeps. */
export function weightOf(update: Uint8Array): number {
	return update.byteLength + 256;
}

/** For what is in the log: it came in under the limits of its day, and a snapshot is a whole life. */
export const logged: Limits = {
	...defaultLimits,
	updateBytes: Infinity,
	structsPerUpdate: Infinity,
	deletesPerUpdate: Infinity,
	weightlessPerUpdate: Infinity
};
