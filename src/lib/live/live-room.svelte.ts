import { untrack } from 'svelte';
import { recordText } from '#lib/board/record-text.ts';
import type { MeetingKind, MeetingState } from '#lib/model/meeting.ts';
import { stepLeftMs } from '#lib/model/clock.ts';
import type { RoomPerson, RoomStep, RoomView } from '#lib/model/room.ts';
import type { Who } from '#lib/wire/presence.ts';
import { Connection } from './connection.svelte.ts';
import { LiveDocument } from './live-document.svelte.ts';
import type { Presence } from './presence.svelte.ts';
import { savedOver } from './source.ts';
import { whenToAsk } from './when-to-ask.svelte.ts';
import type { LoadedDocument } from '#lib/board/page.ts';

export interface LiveRoomParts {
	view: RoomView;
	documents: readonly LoadedDocument[];
	me: Who;
	/** Where others' places are read; a phone has no room to show them. */
	presence?: Presence;
}

/** What a room wants done about what it hears. */
export interface RoomListener {
	/**
	 * The line is up, for the first time or again: what was told meanwhile must be asked for. Or how one
	 * talks with the citizen has changed, or the municipality's pictures have: the page must be.
	 */
	onup(): void;
	/** The door is closed: the seat or the meeting has ended. */
	onend(): void;
	/** Somebody has committed to something. */
	onrecords?(): void;
	/** A planning session: something was answered. */
	onanswers?(): void;
}

/**
 * A meeting as those in the room follow it: its state, its clock, and its two documents. Not a
 * LiveBoard, which brings every verb and undo along: this is what a phone on a poor line loads.
 */
export class LiveRoom {
	readonly id: string;
	readonly title: string;
	readonly kind: MeetingKind;
	readonly documents: readonly LiveDocument[];
	readonly presence: Presence | null;
	readonly steps: readonly RoomStep[];
	/** Next steps that were done before the meeting began. */
	readonly doneBefore: ReadonlySet<string>;
	#people = $state.raw<readonly RoomPerson[]>([]);
	#state: MeetingState = $state.raw() as MeetingState; // reason: set in the constructor
	#connections = $state.raw<readonly Connection[]>([]);
	/** How far this device's clock is behind the server's. */
	#behindMs = 0;
	#now = $state(0);

	constructor({ view, documents, presence }: LiveRoomParts) {
		this.id = view.id;
		this.title = view.title;
		this.kind = view.kind;
		this.steps = view.steps;
		this.doneBefore = new Set(view.doneBefore);
		this.documents = documents.map((document) => new LiveDocument(document));
		this.presence = presence ?? null;
		this.#state = view.state;
		this.#people = view.people;
		this.#now = view.state.now;
		// On the server nothing ticks, and the first picture is the one that was asked for.
		this.#behindMs = view.state.now - Date.now();
	}

	/** The page has been loaded again: newer people, and the state if it is no older. */
	renew(view: RoomView): void {
		this.#people = view.people;
		this.#hear(view.state);
	}

	get state(): MeetingState {
		return this.#state;
	}

	/** The step that the meeting is at; null before it has begun. */
	get step(): RoomStep | null {
		const { clock } = this.#state;
		return clock === null ? null : (this.steps[clock.step] ?? null);
	}

	/** Its place in the agenda, from 1; 0 before. */
	get at(): number {
		return this.#state.clock === null ? 0 : this.#state.clock.step + 1;
	}

	/** Time left on the step, negative when it is over; null while there is none. */
	get leftMs(): number | null {
		const { clock } = this.#state;
		return clock && this.step ? stepLeftMs(clock, this.step.key, this.#now) : null;
	}

	get plannedMs(): number {
		return (this.step && this.#state.clock?.plannedMs[this.step.key]) ?? 0;
	}

	get isPaused(): boolean {
		return (this.#state.clock?.pausedAt ?? null) !== null;
	}

	/** Who has the word in a round. */
	get speaker(): RoomPerson | null {
		const { round } = this.#state;
		return round ? this.person(round.order[round.at] ?? null) : null;
	}

	get people(): readonly RoomPerson[] {
		return this.#people;
	}

	person(member: string | null): RoomPerson | null {
		return this.#people.find((one) => one.member === member) ?? null;
	}

	document<Kind extends 'meeting' | 'agreements'>(kind: Kind): LiveDocument<Kind> | null {
		const found = this.documents.find((one) => one.kind === kind);
		// reason: found by its kind in the line above.
		return (found as LiveDocument<Kind> | undefined) ?? null;
	}

	get saved(): ReturnType<typeof savedOver> {
		return savedOver(this.documents.flatMap((document) => document.source ?? []));
	}

	/** A proposal for everybody to see. False when it cannot be written now. */
	async propose(text: string): Promise<boolean> {
		const { addDecision } = await import('#lib/board/edit-agreements.ts');
		const doc = this.document('agreements')?.writable;
		if (!doc) return false;
		const step = this.step && { step: this.step.key };
		addDecision(doc, { text, agreed: null, meeting: this.id, ...step });
		return true;
	}

	/** The exact words of a next step that somebody says yes to; null when it is gone. */
	wordsOf(step: string): string | null {
		const card = this.document('agreements')?.find('nextSteps', step);
		if (!card) return null;
		const words = {
			key: step,
			what: card.get('what'),
			owner: card.get('owner'),
			due: card.get('due')
		};
		const nothing = { labour: [], cells: [], decisions: [] };
		return recordText('nextStep', step, { ...nothing, nextSteps: [words] });
	}

	/** The worst of the lines: a room that is half connected is not to be trusted. */
	get line(): 'live' | 'connecting' | 'offline' | 'ended' {
		if (this.#connections.some((one) => one.refusedWith !== null)) return 'ended';
		if (this.#connections.some((one) => one.status === 'offline')) return 'offline';
		const all = this.#connections.length > 0;
		return all && this.#connections.every((one) => one.status === 'live') ? 'live' : 'connecting';
	}

	/** Opens the lines until the answer is called. Only in a browser. */
	connect(as: 'seat' | 'screen' | null, listener: RoomListener): () => void {
		const readable = this.documents.filter((document) => document.access !== 'none');
		const connections = readable.map((document) => {
			const { id: documentId, kind } = document;
			const connection = new Connection({
				documentId,
				access: document.access === 'write' ? 'write' : 'read',
				...(as && { as })
			});
			connection.onNews((news) => {
				const told = read(news);
				if (told.meeting) this.#hear(told.meeting);
				if (told.records && kind === 'agreements') listener.onrecords?.();
				if (told.answers) listener.onanswers?.();
				if (told.profile || (told.pictures && kind === 'meeting')) listener.onup();
			});
			document.connect(connection);
			return connection;
		});
		this.#connections = connections;
		const ticking = setInterval(() => (this.#now = Date.now() + this.#behindMs), 500);
		const watching = $effect.root(() => {
			for (const connection of connections) {
				$effect(() => {
					const { awareness } = connection;
					return untrack(() => this.presence?.track(connection.documentId, awareness));
				});
			}
			for (const document of readable) {
				$effect(() => {
					if (document.ended) untrack(() => document.forget());
				});
			}
			whenToAsk(
				() => this.line,
				() => listener.onup()
			);
			$effect(() => {
				if (this.line === 'ended') listener.onend();
			});
		});
		return () => {
			watching();
			clearInterval(ticking);
			for (const document of readable) document.connect(null);
			for (const connection of connections) connection.destroy();
			this.#connections = [];
		};
	}

	#hear(state: MeetingState): void {
		if (state.id !== this.id || state.version < this.#state.version) return;
		this.#state = state;
		this.#behindMs = state.now - Date.now();
		this.#now = state.now;
	}
}

/** News comes from our own server, and is still only looked at for what it should hold. */
function read(news: unknown): {
	meeting: MeetingState | null;
	records: boolean;
	answers: boolean;
	profile: boolean;
	pictures: boolean;
} {
	if (typeof news !== 'object' || news === null) return read({});
	const meeting = 'meeting' in news && typeof news.meeting === 'object' ? news.meeting : null;
	// reason: the server sends a whole state or none; the id and version are compared before it counts.
	return {
		meeting: meeting as MeetingState | null,
		records: 'records' in news,
		answers: 'answers' in news,
		profile: 'profile' in news,
		pictures: 'pictures' in news
	};
}
