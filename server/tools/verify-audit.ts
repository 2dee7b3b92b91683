import { verifyAudit, type Head } from '#server/audit/verify.ts';
import { Mistake, type Tools } from './tool.ts';

const words = {
	changed: 'does not say what it said when it was written',
	'not linked': 'was added without its link',
	'row gone': 'is gone',
	'link gone': 'comes after a link that is gone',
	'head differs': ''
} as const;

export async function checkAudit({ sql, say }: Tools, noted: string | undefined): Promise<void> {
	const { rows, head, faults } = await verifyAudit(sql, headOf(noted));
	for (const { seq, place, fault } of faults.slice(0, 100)) {
		say(
			fault === 'head differs'
				? `The chain does not hold the head you gave (place ${place}): its end was cut off or written anew.`
				: `Row ${seq} ${words[fault]}.`
		);
	}
	if (faults.length > 0)
		throw new Mistake(`The audit log has been tampered with: ${faults.length} faults.`);
	say(`${rows} rows, each as it was written.`);
	if (head) {
		say(`Keep this outside the database, and give it next time: --head ${head.place}:${head.hash}`);
	}
}

function headOf(noted: string | undefined): Head | null {
	if (noted === undefined) return null;
	const [, place, hash] = /^(\d+):([0-9a-f]{64})$/.exec(noted) ?? [];
	if (!place || !hash) throw new Mistake('Give the head as it was printed: --head 1234:0f3a…');
	return { place: Number(place), hash };
}
