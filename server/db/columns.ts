import { customType, text, timestamp } from 'drizzle-orm/pg-core';

/** The column makers that all tables share. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
	dataType: () => 'bytea',
	fromDriver: (value) => new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
});

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const createdAt = () => instant('created_at').notNull().defaultNow();

/** A branded id of `model/ids.ts`. The database only gives back what was parsed on its way in. */
export const id = <Brand extends string>(name = 'id') => text(name).$type<Brand>();
