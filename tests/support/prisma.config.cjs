// Runs prisma on the engine that its npm package holds, through the driver adapter for node-postgres:
// the native engine does not come from npm. MIGHOOK_PRISMA is the folder with node_modules,
// DATABASE_URL the database.
const { createRequire } = require('node:module')

const installed = createRequire(`${process.env.MIGHOOK_PRISMA}/package.json`)
const { PrismaPg } = installed('@prisma/adapter-pg')
const { prototype } = installed('pg/lib/result.js')

// prisma/orm#27403: the adapter knows no columns of type name (19), which the engine asks for. They
// are handed to it as text (25).
const { addFields } = prototype
prototype.addFields = function (fields) {
	for (const field of fields) if (field.dataTypeID === 19) field.dataTypeID = 25
	return addFields.call(this, fields)
}

// The engine does not stop the clock that limits its wait for the lock to ten seconds, and would end
// when it has run out; the pool would hold it as long by a connection that is idle.
const { setTimeout: start } = globalThis
globalThis.setTimeout = (...timer) => start(...timer).unref()

module.exports = {
	experimental: { adapter: true },
	engine: 'js',
	adapter: async () => new PrismaPg({ connectionString: process.env.DATABASE_URL, allowExitOnIdle: true }),
}
