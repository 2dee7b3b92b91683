import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';

// OWASP's figures for argon2id; 16–25 ms on a small server.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const shortestPassword = 10;

export function hashPassword(password: string): Promise<string> {
	return hash(password, cost);
}

let dummy: Promise<string> | null = null;

/**
 * Takes the same time whether the account exists or not, so that nobody can ask who works here.
 * A stored hash that cannot be read counts as wrong: `verify` throws on it.
 */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
	dummy ??= hashPassword(randomBytes(16).toString('hex'));
	const fits = await verify(stored ?? (await dummy), password).catch(() => false);
	return stored !== null && fits;
}
