import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { documentTable } from '#server/documents/tables.ts';
import { createTestApp, listen } from '../support/app.ts';
import { newDatabaseUrl } from '../support/database.ts';
import { openCase } from '../support/meeting.ts';
import { giveBasis, liveClient, openSession } from '../support/signed-in.ts';
import { until } from '../support/until.ts';

const origin = 'http://localhost';
const runs = Number(process.env.RUNS ?? 50);

test(`[R13] ${runs} rights withdrawn in the database while people type, on this node and on another`, async () => {
	const databaseUrl = await newDatabaseUrl();
	const house = await openCase(databaseUrl);
	const other = (await createTestApp(databaseUrl)).running;
	const nodes = [house.running, other];
	const urls = [await listen(house.running), await listen(other)];
	const [document] = await house.db
		.select()
		.from(documentTable)
		.where(eq(documentTable.kind, 'everyday'));
	if (!document) throw new Error('a case has documents');
	await giveBasis(house.running, house.caseId, 'everyday', {
		kind: 'person',
		grantee: house.signe.actor.id
	});
	const { cookie: signeCookie } = await openSession(house.running, house.signe.actor.id);
	const witnesses = urls.map((url) => liveClient({ url, origin }, document.id, signeCookie));
	const took: [number[], number[]] = [[], []];
	for (let run = 0; run < runs; run++) {
		const at = run % 2 === 0 ? 0 : 1;
		// Of each node its own: of what two write in one place at once, one is kept.
		const [typed, seen] =
			at === 0 ? (['housing', 'network'] as const) : (['income', 'activities'] as const);
		const { lone } = house;
		const basis = await giveBasis(house.running, house.caseId, 'everyday', {
			kind: 'person',
			grantee: lone.actor.id
		});
		const { cookie } = await openSession(house.running, lone.actor.id);
		const client = liveClient({ url: urls[at] ?? '', origin }, document.id, cookie);
		await until(() => client.provider.synced);
		let said = '';
		const typing = setInterval(() => {
			said = `${run}.${Number(said.split('.')[1] ?? 0) + 1}`;
			client.doc.getMap('coverage').set(typed, said);
		}, 1);
		let received = 0;
		client.doc.on('update', (_, from) => {
			if (from === client.provider) received += 1;
		});
		await until(() => said !== '');
		const since = performance.now();
		await house.running.sql`update basis set withdrawn_at = now() where id = ${basis}`;
		await until(() => client.closedWith !== null, 'the end of a right', 5_000);
		took[at]?.push(performance.now() - since);
		expect(client.closedWith).toBe(4403);

		// What is typed and said from here on: nothing of the one comes in, nothing of the other goes out.
		const coverage = async () => (await nodes[at]?.rooms.read(document.id))?.getMap('coverage');
		const [last, heard, before] = [(await coverage())?.get(typed), received, said];
		witnesses[at]?.doc.getMap('coverage').set(seen, `seen ${run}`);
		await until(async () => (await coverage())?.get(seen) === `seen ${run}`);
		await until(() => said !== before);
		expect((await coverage())?.get(typed)).toBe(last);
		expect(received).toBe(heard);
		clearInterval(typing);
		client.provider.destroy();
	}
	const p99 = (times: number[]) =>
		times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1];
	console.log('ms until closed, p99:', { node: p99(took[0]), another: p99(took[1]) });
	expect(p99(took[0])).toBeLessThan(1_000);
	expect(p99(took[1])).toBeLessThan(3_000);
}, 600_000);
