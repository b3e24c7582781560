export default {
  ...(process.env.STANDALONE && { output: "standalone" }),
  experimental: {
    outputFileTracingRoot: import.meta.dirname,
    serverComponentsExternalPackages: ["seax-dialer"],
  },
};
