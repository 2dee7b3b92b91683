import * as v from 'valibot';
import type { BoardRecord } from '#lib/board/page.ts';
import { hashText } from '#lib/board/hash-text.ts';
import { ask } from '#lib/live/signed-out.ts';

const Listed = v.array(
	v.object({
		id: v.string(),
		kind: v.picklist(['responsibility', 'nextStep', 'decision']),
		subject: v.string(),
		answer: v.picklist(['accepted', 'declined', 'talk', 'approved']),
		reason: v.nullable(v.string()),
		textHash: v.string(),
		by: v.string(),
		byName: v.string(),
		at: v.string()
	})
);

export type AnswerKind = BoardRecord['kind'];
export type Given = 'accepted' | 'declined' | 'talk';

/**
 * What people have said yes or no to on this case. Made by command alone; a screen hears that there
 * is something new and fetches it.
 */
export class Answers {
	readonly #address: string;
	readonly #documentId: string;
	#records = $state.raw<readonly BoardRecord[]>([]);

	constructor(caseId: string, documentId: string, records: readonly BoardRecord[]) {
		this.#address = `/api/cases/${caseId}/records`;
		this.#documentId = documentId;
		this.#records = records;
	}

	of(kind: AnswerKind, subject: string): readonly BoardRecord[] {
		return this.#records.filter((one) => one.kind === kind && one.subject === subject);
	}

	/** `changed`: the words were others by then, and nothing was recorded. */
	async give(
		about: { kind: AnswerKind; subject: string; text: string },
		answer: Given,
		reason: string | null
	): Promise<'recorded' | 'changed' | 'failed'> {
		const { kind, subject, text } = about;
		const response = await ask(this.#address, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({
				documentId: this.#documentId,
				kind,
				subject,
				answer,
				reason,
				textHash: hashText(text)
			})
		}).catch(() => null);
		if (response?.status === 409) return 'changed';
		if (!response?.ok) return 'failed';
		await this.refresh();
		return 'recorded';
	}

	async refresh(): Promise<void> {
		const response = await fetch(this.#address).catch(() => null);
		if (!response?.ok) return;
		const body: unknown = await response.json();
		const rows = v.safeParse(v.union([Listed, v.object({ records: Listed })]), body);
		if (!rows.success) return;
		this.#records = Array.isArray(rows.output) ? rows.output : rows.output.records;
	}
}
