import { untrack } from 'svelte';
import type * as Y from 'yjs';
import type { AbcLetter, CoverageState, Progress, StepStatus } from '#lib/board/cards.ts';
import * as agreements from '#lib/board/edit-agreements.ts';
import * as assessment from '#lib/board/edit-assessment.ts';
import * as labour from '#lib/board/edit-labour.ts';
import * as plan from '#lib/board/edit-plan.ts';
import * as edit from '#lib/board/edit.ts';
import {
	assessmentAreas,
	rootsOf,
	type AssessmentArea,
	type FieldOf,
	type RootName,
	type RootOf
} from '#lib/board/layout.ts';
import type { At } from '#lib/board/placing.ts';
import type { LoadedDocument } from '#lib/board/page.ts';
import type { DateString } from '#lib/model/dates.ts';
import type { Audience, DocumentKind } from '#lib/model/document.ts';
import type { Side } from '#lib/model/person.ts';
import type { Who } from '#lib/wire/presence.ts';
import { LiveDocument } from './live-document.svelte.ts';
import { whenBack } from './own-session.ts';
import { Presence } from './presence.svelte.ts';
import { savedOver, type LiveSource } from './source.ts';
import { Undo } from './undo.svelte.ts';

/** Opens the connection of a document; closed again when the screen goes. */
export type OpenSource = (document: LiveDocument) => LiveSource & { destroy(): void };

/**
 * All documents of one screen, read and written as one board. Verbs answer null (or false) when
 * nothing could be written: no right, or not here yet. Components never see Yjs.
 */
export class LiveBoard {
	readonly documents: readonly LiveDocument[];
	readonly presence: Presence;
	readonly undo = new Undo();
	readonly me: Who;

	constructor(loaded: readonly LoadedDocument[], me: Who) {
		this.documents = loaded.map((document) => new LiveDocument(document));
		this.presence = new Presence(me);
		this.me = me;
	}

	/** The document of a kind, for `plan` of an audience; null when the screen has none. */
	document<Kind extends DocumentKind>(
		kind: Kind,
		audience: Audience | null = null
	): LiveDocument<Kind> | null {
		const found = this.documents.find((one) => one.kind === kind && one.audience === audience);
		// reason: found by its kind in the line above.
		return (found as LiveDocument<Kind> | undefined) ?? null;
	}

	/**
	 * Connects every document that may be read, until the answer is called. Only in a browser. Called
	 * while the page is being woken, its lines come up meanwhile, and are seen when it is awake: it was
	 * drawn without them.
	 */
	connect(open: OpenSource): () => void {
		const opened: { destroy(): void }[] = [];
		const stop = $effect.root(() => {
			for (const document of this.documents) {
				if (document.access === 'none') continue;
				const source = open(document);
				opened.push(source);
				$effect(() => untrack(() => document.connect(source)));
				$effect(() => {
					const { awareness } = source;
					return untrack(() => this.presence.track(document.id, awareness));
				});
				$effect(() => {
					if (document.ended) untrack(() => document.forget());
				});
				$effect(() => {
					const doc = document.writable;
					if (doc) return untrack(() => this.undo.track(doc, rootsOf(document.kind)));
				});
			}
			$effect(() => {
				const sources = this.documents.flatMap(({ source }) => source ?? []);
				if (!sources.some(({ waits }) => waits)) return;
				return untrack(() =>
					whenBack(this.me.key, () => {
						for (const source of sources) source.comeBack();
					})
				);
			});
		});
		return () => {
			stop();
			for (const document of this.documents) document.connect(null);
			for (const source of opened) source.destroy();
		};
	}

	/** Whether any document has a line of its own yet; false on the server and before scripts run. */
	get connected(): boolean {
		return this.documents.some((document) => document.source !== null);
	}

	/** Whether what is not shown is out of sight for no other reason than that nobody is signed in. */
	get signedOut(): boolean {
		return this.documents.some(({ source }) => source?.waits ?? false);
	}

	/** Whether the words are safe, over all documents. */
	readonly saved: ReturnType<typeof savedOver> = $derived.by(() =>
		savedOver(this.documents.flatMap((document) => document.source ?? []))
	);

	/** Whether a part can be written in now. */
	canWrite(kind: DocumentKind): boolean {
		return (this.document(kind)?.writable ?? null) !== null;
	}

	#write<Kind extends DocumentKind, Answer>(
		kind: Kind,
		verb: (doc: Y.Doc) => Answer,
		audience: Audience | null = null
	): Answer | null {
		const doc = this.document(kind, audience)?.writable;
		if (!doc) return null;
		// A button is a step of its own to undo, whatever was typed just before.
		this.undo.separate();
		const answer = verb(doc);
		this.undo.separate();
		return answer;
	}

	#areaKind(area: AssessmentArea): DocumentKind {
		return assessmentAreas.find((one) => one.key === area)?.kind ?? 'everyday';
	}

	// Any card

	set<Kind extends DocumentKind, Root extends RootOf<Kind> & RootName, Field extends FieldOf<Root>>(
		kind: Kind,
		root: Root,
		key: string,
		field: Field,
		value: edit.Input<Root, Field>
	): boolean {
		return this.#write(kind, (doc) => edit.setField(doc, root, key, field, value)) !== null;
	}

	add<Kind extends DocumentKind, Root extends RootOf<Kind> & RootName>(
		kind: Kind,
		root: Root,
		fields: edit.Inputs<Root> = {},
		at: At = 'end'
	): string | null {
		return this.#write(kind, (doc) => edit.addCard(doc, root, fields, at));
	}

	move(kind: DocumentKind, root: RootName, key: string, at: At): boolean {
		return this.#write(kind, (doc) => edit.moveCard(doc, root, key, at)) ?? false;
	}

	bin(kind: DocumentKind, root: RootName, key: string): boolean {
		const binning = { by: this.me.key, at: new Date() };
		return this.#write(kind, (doc) => edit.binCard(doc, root, key, binning)) ?? false;
	}

	restore(kind: DocumentKind, root: RootName, key: string): boolean {
		return this.#write(kind, (doc) => edit.restoreCard(doc, root, key)) ?? false;
	}

	// Assessment and factors

	addStatement(statement: assessment.NewStatement): string | null {
		return this.#write(this.#areaKind(statement.area), (doc) =>
			assessment.addStatement(doc, statement)
		);
	}

	setCoverage(area: AssessmentArea, state: CoverageState): boolean {
		const kind = this.#areaKind(area);
		return this.#write(kind, (doc) => assessment.setCoverage(doc, area, state)) ?? false;
	}

	toggleAbc(
		root: 'protectiveFactors' | 'nextSteps',
		key: string,
		letter: AbcLetter,
		letters: readonly AbcLetter[]
	): boolean {
		const kind = root === 'nextSteps' ? 'agreements' : 'everyday';
		const toggle = (doc: Y.Doc) => assessment.toggleAbc(doc, root, key, letter, letters);
		return this.#write(kind, toggle) ?? false;
	}

	// The citizen's own words, in the plan of one audience

	addWords(audience: Audience, words: plan.NewWords): string | null {
		return this.#write('plan', (doc) => plan.addWords(doc, words), audience);
	}

	setWords(
		audience: Audience,
		root: 'quote' | 'words',
		key: string,
		fields: { readBackOn: DateString | null; writtenBy: string | null }
	): boolean {
		const set = (doc: Y.Doc) => edit.setFields(doc, root, key, fields);
		return this.#write('plan', set, audience) ?? false;
	}

	// Division of labour

	addRow(row: labour.NewRow, at: At = 'end'): string | null {
		return this.#write('agreements', (doc) => labour.addRow(doc, row, at));
	}

	assign(row: string, side: Side, member: string, part: labour.Part): boolean {
		const assign = (doc: Y.Doc) => labour.assignCell(doc, row, side, member, part);
		return this.#write('agreements', assign) ?? false;
	}

	shareOnPurpose(row: string, side: Side, shared: boolean): boolean {
		const share = (doc: Y.Doc) => labour.shareOnPurpose(doc, row, side, shared);
		return this.#write('agreements', share) ?? false;
	}

	// Goal, decisions, next steps

	addSubgoal(): string | null {
		return this.#write('agreements', (doc) => agreements.addSubgoal(doc));
	}

	setProgress(key: string, progress: Progress): boolean {
		return this.#write('agreements', (doc) => agreements.setProgress(doc, key, progress)) ?? false;
	}

	addFocusPoint(point: Parameters<typeof agreements.addFocusPoint>[1]): string | null {
		return this.#write('agreements', (doc) => agreements.addFocusPoint(doc, point));
	}

	chooseFocus(key: string, chosen: boolean, meeting: string | null): boolean {
		const choose = (doc: Y.Doc) => agreements.chooseFocus(doc, key, chosen, meeting);
		return this.#write('agreements', choose) ?? false;
	}

	addDecision(decision: agreements.NewDecision): string | null {
		return this.#write('agreements', (doc) => agreements.addDecision(doc, decision));
	}

	setAgreement(key: string, agreed: 'all' | 'some' | null, disagree: readonly string[]): boolean {
		const set = (doc: Y.Doc) => agreements.setAgreement(doc, key, agreed, disagree);
		return this.#write('agreements', set) ?? false;
	}

	addNextStep(step: agreements.NewStep): string | null {
		return this.#write('agreements', (doc) => agreements.addNextStep(doc, step));
	}

	setStepStatus(key: string, status: StepStatus, obstacle?: string): boolean {
		const set = (doc: Y.Doc) => agreements.setStepStatus(doc, key, status, obstacle);
		return this.#write('agreements', set) ?? false;
	}
}
