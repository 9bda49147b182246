/*
 * A CloudFront function (runtime 2.0) on requests for files of the site. CloudFront calls `handler`. Its JavaScript is
 * that of 2009 with const, let and little more: no destructuring, no spread, no for…of.
 */

/**
 * The query of a request as it was sent.
 * @param {Record<string, { value: string, multiValue?: { value: string }[] }>} querystring
 */
function queryOf(querystring) {
  /** @type {string[]} */
  const parts = [];
  Object.keys(querystring).forEach(function (name) {
    const given = querystring[name];
    if (!given) return;
    (given.multiValue || [given]).forEach(function (each) {
      parts.push(each.value === '' ? name : name + '=' + each.value);
    });
  });
  return parts.length > 0 ? '?' + parts.join('&') : '';
}

/**
 * @typedef {{ uri: string, querystring: Parameters<typeof queryOf>[0] }} SiteRequest
 * @param {{ request: SiteRequest }} event
 */
function handler(event) {
  const request = event.request;
  // A place that begins with two slashes would be another host.
  const uri = request.uri.replace(/^\/+/, '/');
  const prefixed = /^\/(latest|v\d+\.\d+\.\d+[\w.-]*)(\/|$)/.exec(uri);
  const last = uri.slice(uri.lastIndexOf('/') + 1);
  // No file of the site is without an ending: this is a folder, and what its page names lies beside it.
  if ((prefixed && prefixed[2] === '') || (last !== '' && last.indexOf('.') < 0))
    return {
      statusCode: 308,
      statusDescription: 'Permanent Redirect',
      headers: { location: { value: uri + '/' + queryOf(request.querystring) } },
    };
  request.uri = (prefixed ? '' : '/latest') + uri + (last === '' ? 'index.html' : '');
  return request;
}
