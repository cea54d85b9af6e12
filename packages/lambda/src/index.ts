export {
  byRouteKey,
  http,
  serveRoutes,
  type HttpHandler,
  type HttpRequest,
  type HttpResponse,
} from './http.ts';
export { createLog, errorFields, type EdgeLog } from './log.ts';
export { problemAnswer, securityHeaders, type HttpAnswer } from './problem.ts';
