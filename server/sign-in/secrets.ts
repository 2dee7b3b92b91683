import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits with a prefix that secret scanners and our own log redactor know. */
export function newSecret(): string {
	return `smt_${randomBytes(32).toString('base64url')}`;
}

/** Whether it reads like one of ours; whether it is one, only the database knows. */
export function readsLikeSecret(value: string | undefined): boolean {
	return value !== undefined && /^smt_[\w-]{43}$/.test(value);
}

/** What is stored of a secret. Its entropy is high, so a slow hash would add nothing. */
export function hashSecret(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}
