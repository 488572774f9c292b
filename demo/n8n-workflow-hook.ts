/* n8n-workflow's ES modules lack file extensions, which Node cannot resolve: n8n itself loads the CommonJS ones too. */
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    nextResolve(specifier, specifier === 'n8n-workflow' ? { ...context, conditions: ['require', 'node'] } : context),
});
