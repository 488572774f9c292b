/** DOC: below it stand the output format, the module and the method. */
export const apiPrefix = '/api/public/';
export const apiFormat = 'json';

/** DOC: the path of the token request, and the name that faults and the request log call it by. */
export const token = { path: '_Api/auth_call/_api_method/getToken', name: '_Api/getToken' };

/** DOC: the form field with a call's parameters as JSON, and the four that say whose call it is. */
export const parametersField = 'data';
export const auth = { method: '_api_auth', key: '_api_key', sha: '_api_sha', session: '_api_session' };
/** DOC: the one method of authorization that keys and secrets are for. */
export const keyMethod = 'key';

/** DOC, and tried by others (OBS). */
export const publicMethods = {
  listDeals: 'Deal/getAll',
  getDeal: 'Deal/get',
  listProcesses: 'Deal/process_getList',
  ping: 'Default/ping',
  getUser: 'Default/User_getInfo',
  listUsers: 'Default/User_getAll',
};

/** ASSUMED, by analogy with the public ones. */
export const subscriptionMethods = {
  list: 'Webhook/getSubscriptions',
  add: 'Webhook/addSubscription',
  delete: 'Webhook/deleteSubscription',
};
