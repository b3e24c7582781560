export default {
  ...(process.env.STANDALONE && { output: "standalone", outputFileTracingRoot: import.meta.dirname }),
  serverExternalPackages: ["seax-dialer"],
};
