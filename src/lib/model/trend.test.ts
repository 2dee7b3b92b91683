import { expect, test } from 'vitest';
import { readTrend, trendSince, trendWords, type TrendRow } from './trend.ts';

let count = 0;
function row(meetingId: string, day: string, view: TrendRow['step']['view'], content: unknown) {
	count += 1;
	const step = { key: `step${count}`, view };
	return { meetingId, on: new Date(`${day}T10:00:00Z`), step, content };
}

const rows: TrendRow[] = [
	row('a', '2026-09-24', 'checkIn', { face: 2, feelings: ['tired'] }),
	row('a', '2026-09-24', 'farewell', { face: 3, feelings: ['calm'], because: 'Vi grinede.' }),
	row('b', '2026-10-01', 'checkIn', { face: 3 }),
	row('b', '2026-10-01', 'pulse', { levels: { active: 2, together: 1 } }),
	row('c', '2026-10-08', 'checkIn', { face: 2 }),
	row('c', '2026-10-08', 'farewell', { face: 4, feelings: ['calm', 'proud'] }),
	row('c', '2026-10-08', 'pulse', {
		levels: { active: 3, together: 4, other: 5 },
		words: 'Else kom.'
	})
];

test('each session is one line, from check-in to check-out, oldest first', () => {
	const { sessions } = readTrend(rows);
	expect(sessions.map((one) => [one.in?.face ?? null, one.out?.face ?? null])).toEqual([
		[2, 3],
		[3, null],
		[2, 4]
	]);
	expect(sessions[0]?.out?.because).toBe('Vi grinede.');
});

test('the three of ABC are read and nothing else; what cannot be read is not there', () => {
	const broken = row('d', '2026-10-15', 'checkIn', { face: 9 });
	const { sessions, pulses } = readTrend([...rows, broken]);
	expect(pulses.map(({ levels }) => levels)).toEqual([
		{ active: 2, together: 1 },
		{ active: 3, together: 4 }
	]);
	expect(sessions).toHaveLength(3);
});

test('words are said only when there is something to say', () => {
	expect(trendWords(readTrend(rows))).toEqual({
		lighter: { times: 2, of: 2 },
		risen: 'together',
		often: 'calm'
	});
	expect(trendWords(readTrend(rows.slice(0, 2)))).toEqual({
		lighter: null,
		risen: null,
		often: null
	});
});

test('a while back is counted from a day', () => {
	const { sessions, pulses } = trendSince(readTrend(rows), new Date('2026-10-05T00:00:00Z'));
	expect([sessions.length, pulses.length]).toEqual([1, 1]);
});
