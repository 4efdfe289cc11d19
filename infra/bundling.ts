import { fileURLToPath } from 'node:url';

/**
 * How a Lambda's code is bundled: by CDK when it deploys, by the bench when it weighs.
 *
 * `module` first, because most of the SDK then falls away: its CommonJS builds cannot be shaken.
 */
export const bundling = {
  target: 'node24',
  minify: true,
  mainFields: ['module', 'main'],
  alias: {
    // The SDK's own looks for credentials in a dozen places, which is 100 KB. Lambda gives them in the environment.
    '@aws-sdk/credential-provider-node': fileURLToPath(
      new URL('../functions/edge/lambda-credentials.ts', import.meta.url),
    ),
    // Node gets the CommonJS build by default, of which nothing can be left out.
    yaml: fileURLToPath(new URL('../node_modules/yaml/browser/dist/index.js', import.meta.url)),
  },
  /** An ESM bundle has no `require`, and some libraries in it still ask for one. */
  banner: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
};
