import type { App as Samtavle } from '#server/app.ts';
import type { Actor } from '#lib/model/person.ts';
import type { RefusalKind } from '#lib/model/refusal.ts';

declare global {
	namespace App {
		interface Locals {
			app: Samtavle;
			actor: Actor;
		}
		interface Error {
			message: string;
			refusal?: RefusalKind;
			incident?: string;
		}
	}
}

export {};
