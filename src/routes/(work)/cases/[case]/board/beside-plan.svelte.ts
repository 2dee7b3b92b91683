import type { BesidePlan, PlanNote } from '#lib/board/plan-page.ts';
import { ask } from '#lib/live/signed-out.ts';
import type { PlanNoteAnswer, PlanNoteCommand } from '#lib/model/plan-notes.ts';

/** What stands beside the citizen's words; a screen hears that there is something new and fetches it. */
export class BesideWords {
	readonly #address: string;
	#now = $state.raw<BesidePlan>({ notes: [], objections: [] });

	constructor(caseId: string, first: BesidePlan) {
		this.#address = `/api/cases/${caseId}/notes`;
		this.#now = first;
	}

	notesOn(card: string): PlanNote[] {
		return this.#now.notes.filter((note) => note.card === card);
	}

	/** The citizen's newest word about it is that it is not right. */
	isDisputed(about: 'card' | 'note', subject: string): boolean {
		return this.#now.objections.some(
			(one) => one.about === about && one.subject === subject && !one.agrees
		);
	}

	async refresh(): Promise<void> {
		const answer = await fetch(this.#address).catch(() => null);
		// reason: our own server's answer
		if (answer?.ok) this.#now = (await answer.json()) as BesidePlan;
	}

	/** What became of it; `failed`: it did not get through, and nothing was changed. */
	async send(command: PlanNoteCommand): Promise<'done' | 'gone' | 'cpr' | 'failed'> {
		const response = await ask(this.#address, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(command)
		}).catch(() => null);
		if (!response?.ok) return 'failed';
		// reason: our own server's answer
		const answer = (await response.json()) as PlanNoteAnswer;
		if (!answer.ok) return answer.why;
		this.#now = { notes: answer.notes, objections: answer.objections };
		return 'done';
	}
}
