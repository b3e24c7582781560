export default { test: { testTimeout: 60_000, include: ["seax/*.vitest.js"] } };
