/**
 * What programs find in Node's modules here: see surface.ts. Written by the test of
 * runtime/sandbox/browser/build/surface; do not edit it by hand.
 */
export const SURFACE_NAMES: Readonly<
  Record<string, { readonly has: string; readonly lacks: string; readonly inherited: string }>
> = {
  buffer: {
    has: `
      Buffer SlowBuffer atob btoa constants kMaxLength`,
    lacks: `
      Blob File INSPECT_MAX_BYTES isAscii isUtf8 kStringMaxLength resolveObjectURL transcode`,
    inherited: '',
  },
  console: {
    has: `
      Console assert count countReset debug dir dirxml error group groupCollapsed groupEnd info
      log table time timeEnd timeLog trace warn`,
    lacks: `
      _ignoreErrors _stderr _stderrErrorHandler _stdout _stdoutErrorHandler _times clear context
      createTask profile profileEnd timeStamp`,
    inherited: '',
  },
  events: {
    has: `
      EventEmitter defaultMaxListeners getEventListeners listenerCount on once setMaxListeners`,
    lacks: `
      EventEmitterAsyncResource addAbortListener captureRejectionSymbol captureRejections
      errorMonitor getMaxListeners kMaxEventTargetListeners kMaxEventTargetListenersWarned
      usingDomains`,
    inherited: `
      init`,
  },
  http: {
    has: `
      IncomingMessage METHODS OutgoingMessage STATUS_CODES Server ServerResponse createServer
      maxHeaderSize validateHeaderName validateHeaderValue`,
    lacks: `
      Agent ClientRequest _connectionListener get globalAgent request setMaxIdleHTTPParsers`,
    inherited: '',
  },
  path: {
    has: `
      _makeLong basename delimiter dirname extname format isAbsolute join normalize parse posix
      relative resolve sep win32`,
    lacks: `
      matchesGlob toNamespacedPath`,
    inherited: '',
  },
  'path/posix': {
    has: `
      _makeLong basename delimiter dirname extname format isAbsolute join normalize parse posix
      relative resolve sep win32`,
    lacks: `
      matchesGlob toNamespacedPath`,
    inherited: '',
  },
  perf_hooks: {
    has: `
      performance`,
    lacks: `
      Performance PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserver
      PerformanceObserverEntryList PerformanceResourceTiming constants createHistogram
      monitorEventLoopDelay`,
    inherited: '',
  },
  process: {
    has: `
      arch argv cwd emitWarning env exit hrtime nextTick pid platform stderr stdout uptime
      version versions`,
    lacks: `
      _debugEnd _debugProcess _eval _exiting _fatalException _getActiveHandles _getActiveRequests
      _kill _linkedBinding _preload_modules _rawDebug _startProfilerIdleNotifier
      _stopProfilerIdleNotifier _tickCallback abort allowedNodeEnvironmentFlags assert
      availableMemory binding config constrainedMemory debugPort dlopen domain features
      getActiveResourcesInfo getBuiltinModule getegid geteuid getgid getgroups getuid
      hasUncaughtExceptionCaptureCallback initgroups loadEnvFile moduleLoadList openStdin
      reallyExit report resourceUsage setSourceMapsEnabled setUncaughtExceptionCaptureCallback
      setegid seteuid setgid setgroups setuid sourceMapsEnabled stdin umask`,
    inherited: `
      _events _eventsCount _maxListeners addListener argv0 chdir cpuUsage emit eventNames
      execArgv execPath exitCode getMaxListeners kill listenerCount listeners memoryUsage off on
      once ppid prependListener prependOnceListener rawListeners release removeAllListeners
      removeListener setMaxListeners title`,
  },
  querystring: {
    has: `
      decode encode escape parse stringify unescape`,
    lacks: `
      unescapeBuffer`,
    inherited: '',
  },
  stream: {
    has: `
      Duplex PassThrough Readable Stream Transform Writable _isUint8Array _uint8ArrayToBuffer
      addAbortSignal compose destroy finished getDefaultHighWaterMark isDestroyed isDisturbed
      isErrored isReadable isWritable pipeline promises setDefaultHighWaterMark`,
    lacks: `
      EventEmitterAsyncResource _isArrayBufferView addAbortListener captureRejectionSymbol
      captureRejections duplexPair errorMonitor getMaxListeners kMaxEventTargetListeners
      kMaxEventTargetListenersWarned usingDomains`,
    inherited: `
      EventEmitter defaultMaxListeners getEventListeners init listenerCount on once
      setMaxListeners`,
  },
  'stream/consumers': {
    has: `
      arrayBuffer buffer json text`,
    lacks: `
      blob`,
    inherited: '',
  },
  'stream/promises': {
    has: `
      finished pipeline`,
    lacks: '',
    inherited: '',
  },
  string_decoder: {
    has: `
      StringDecoder`,
    lacks: '',
    inherited: '',
  },
  timers: {
    has: `
      clearImmediate clearInterval clearTimeout promises setImmediate setInterval setTimeout`,
    lacks: `
      _unrefActive active enroll unenroll`,
    inherited: '',
  },
  'timers/promises': {
    has: `
      scheduler setImmediate setInterval setTimeout`,
    lacks: '',
    inherited: '',
  },
  url: {
    has: `
      URL URLSearchParams fileURLToPath format pathToFileURL urlToHttpOptions`,
    lacks: `
      Url domainToASCII domainToUnicode parse resolve resolveObject`,
    inherited: '',
  },
  util: {
    has: `
      TextDecoder TextEncoder callbackify deprecate format formatWithOptions inherits inspect
      promisify stripVTControlCharacters types`,
    lacks: `
      MIMEParams MIMEType _errnoException _exceptionWithHostPort _extend aborted debug debuglog
      getSystemErrorMap getSystemErrorName isArray isBoolean isBuffer isDate isDeepStrictEqual
      isError isFunction isNull isNullOrUndefined isNumber isObject isPrimitive isRegExp isString
      isSymbol isUndefined log parseArgs parseEnv styleText toUSVString
      transferableAbortController transferableAbortSignal`,
    inherited: '',
  },
};
