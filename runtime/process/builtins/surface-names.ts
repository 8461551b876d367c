/**
 * What programs find in Node's modules here: see surface.ts. Written by the test of
 * runtime/sandbox/browser/build/surface; do not edit it by hand.
 */
export const SURFACE_NAMES: Readonly<
  Record<string, { readonly has: string; readonly lacks: string; readonly inherited: string }>
> = {
  assert: {
    has: `
      AssertionError deepEqual deepStrictEqual doesNotMatch doesNotReject doesNotThrow equal fail
      ifError match notDeepEqual notDeepStrictEqual notEqual notStrictEqual ok rejects strict
      strictEqual throws`,
    lacks: `
      CallTracker`,
    inherited: '',
  },
  'assert/strict': {
    has: `
      AssertionError deepEqual deepStrictEqual doesNotMatch doesNotReject doesNotThrow equal fail
      ifError match notDeepEqual notDeepStrictEqual notEqual notStrictEqual ok rejects strict
      strictEqual throws`,
    lacks: `
      CallTracker`,
    inherited: '',
  },
  async_hooks: {
    has: `
      AsyncLocalStorage AsyncResource`,
    lacks: `
      asyncWrapProviders createHook executionAsyncId executionAsyncResource triggerAsyncId`,
    inherited: '',
  },
  buffer: {
    has: `
      Blob Buffer File INSPECT_MAX_BYTES SlowBuffer atob btoa constants isAscii isUtf8 kMaxLength
      kStringMaxLength resolveObjectURL transcode`,
    lacks: '',
    inherited: '',
  },
  console: {
    has: `
      Console assert clear count countReset debug dir dirxml error group groupCollapsed groupEnd
      info log table time timeEnd timeLog trace warn`,
    lacks: `
      _ignoreErrors _stderr _stderrErrorHandler _stdout _stdoutErrorHandler _times context
      createTask profile profileEnd timeStamp`,
    inherited: '',
  },
  crypto: {
    has: `
      Hash Hmac createHash createHmac getHashes getRandomValues hash hkdf hkdfSync pbkdf2
      pbkdf2Sync randomBytes randomFill randomFillSync randomInt randomUUID scrypt scryptSync
      subtle timingSafeEqual webcrypto`,
    lacks: `
      Certificate Cipher Cipheriv Decipher Decipheriv DiffieHellman DiffieHellmanGroup ECDH
      KeyObject Sign Verify X509Certificate checkPrime checkPrimeSync constants createCipher
      createCipheriv createDecipher createDecipheriv createDiffieHellman createDiffieHellmanGroup
      createECDH createPrivateKey createPublicKey createSecretKey createSign createVerify
      diffieHellman fips generateKey generateKeyPair generateKeyPairSync generateKeySync
      generatePrime generatePrimeSync getCipherInfo getCiphers getCurves getDiffieHellman getFips
      privateDecrypt privateEncrypt prng pseudoRandomBytes publicDecrypt publicEncrypt rng
      secureHeapUsed setEngine setFips sign verify`,
    inherited: '',
  },
  diagnostics_channel: {
    has: `
      Channel channel hasSubscribers subscribe tracingChannel unsubscribe`,
    lacks: '',
    inherited: '',
  },
  events: {
    has: `
      EventEmitter addAbortListener captureRejectionSymbol captureRejections defaultMaxListeners
      errorMonitor getEventListeners getMaxListeners listenerCount on once setMaxListeners`,
    lacks: `
      EventEmitterAsyncResource init kMaxEventTargetListeners kMaxEventTargetListenersWarned
      usingDomains`,
    inherited: '',
  },
  fs: {
    has: `
      Dirent F_OK R_OK ReadStream Stats W_OK WriteStream X_OK access accessSync appendFile
      appendFileSync chmod chmodSync close closeSync constants copyFile copyFileSync
      createReadStream createWriteStream exists existsSync fchmod fchmodSync fdatasync
      fdatasyncSync fstat fstatSync fsync fsyncSync ftruncate ftruncateSync futimes futimesSync
      link linkSync lstat lstatSync mkdir mkdirSync mkdtemp mkdtempSync open openSync promises
      read readFile readFileSync readSync readdir readdirSync realpath realpathSync rename
      renameSync rm rmSync rmdir rmdirSync stat statSync truncate truncateSync unlink unlinkSync
      utimes utimesSync write writeFile writeFileSync writeSync writev writevSync`,
    lacks: `
      Dir FileReadStream FileWriteStream _toUnixTimestamp chown chownSync cp cpSync fchown
      fchownSync lchmod lchmodSync lchown lchownSync lutimes lutimesSync openAsBlob opendir
      opendirSync readlink readlinkSync readv readvSync statfs statfsSync symlink symlinkSync
      unwatchFile watch watchFile`,
    inherited: '',
  },
  'fs/promises': {
    has: `
      access appendFile chmod constants copyFile link lstat mkdir mkdtemp open readFile readdir
      realpath rename rm rmdir stat truncate unlink utimes writeFile`,
    lacks: `
      chown cp lchmod lchown lutimes opendir readlink statfs symlink watch`,
    inherited: '',
  },
  http: {
    has: `
      Agent ClientRequest IncomingMessage METHODS OutgoingMessage STATUS_CODES Server
      ServerResponse createServer get globalAgent maxHeaderSize request setMaxIdleHTTPParsers
      validateHeaderName validateHeaderValue`,
    lacks: `
      _connectionListener`,
    inherited: '',
  },
  net: {
    has: `
      isIP isIPv4 isIPv6`,
    lacks: `
      BlockList Server Socket SocketAddress Stream _createServerHandle _normalizeArgs
      _setSimultaneousAccepts connect createConnection createServer getDefaultAutoSelectFamily
      getDefaultAutoSelectFamilyAttemptTimeout setDefaultAutoSelectFamily
      setDefaultAutoSelectFamilyAttemptTimeout`,
    inherited: '',
  },
  os: {
    has: `
      EOL arch availableParallelism constants cpus devNull endianness freemem getPriority homedir
      hostname loadavg machine networkInterfaces platform release tmpdir totalmem type uptime
      userInfo version`,
    lacks: `
      setPriority`,
    inherited: '',
  },
  path: {
    has: `
      basename delimiter dirname extname format isAbsolute join normalize parse posix relative
      resolve sep toNamespacedPath`,
    lacks: `
      _makeLong matchesGlob win32`,
    inherited: '',
  },
  'path/posix': {
    has: `
      basename delimiter dirname extname format isAbsolute join normalize parse posix relative
      resolve sep toNamespacedPath`,
    lacks: `
      _makeLong matchesGlob win32`,
    inherited: '',
  },
  perf_hooks: {
    has: `
      Performance PerformanceEntry PerformanceMark PerformanceMeasure performance`,
    lacks: `
      PerformanceObserver PerformanceObserverEntryList PerformanceResourceTiming constants
      createHistogram monitorEventLoopDelay`,
    inherited: '',
  },
  process: {
    has: `
      arch argv argv0 chdir config cwd emitWarning env execArgv execPath exit exitCode features
      hrtime kill nextTick pid platform ppid release stderr stdout title uptime version versions`,
    lacks: `
      _debugEnd _debugProcess _eval _exiting _fatalException _getActiveHandles _getActiveRequests
      _kill _linkedBinding _preload_modules _rawDebug _startProfilerIdleNotifier
      _stopProfilerIdleNotifier _tickCallback abort allowedNodeEnvironmentFlags assert
      availableMemory binding constrainedMemory cpuUsage debugPort dlopen domain
      getActiveResourcesInfo getBuiltinModule getegid geteuid getgid getgroups getuid
      hasUncaughtExceptionCaptureCallback initgroups loadEnvFile memoryUsage moduleLoadList
      openStdin reallyExit report resourceUsage setSourceMapsEnabled
      setUncaughtExceptionCaptureCallback setegid seteuid setgid setgroups setuid
      sourceMapsEnabled stdin umask`,
    inherited: `
      _events _eventsCount _maxListeners addListener emit eventNames getMaxListeners
      listenerCount listeners off on once prependListener prependOnceListener rawListeners
      removeAllListeners removeListener setMaxListeners`,
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
      Duplex PassThrough Readable Stream Transform Writable _isArrayBufferView _isUint8Array
      _uint8ArrayToBuffer addAbortSignal compose destroy duplexPair finished
      getDefaultHighWaterMark isDestroyed isDisturbed isErrored isReadable isWritable pipeline
      promises setDefaultHighWaterMark`,
    lacks: `
      EventEmitterAsyncResource init kMaxEventTargetListeners kMaxEventTargetListenersWarned
      usingDomains`,
    inherited: `
      EventEmitter addAbortListener captureRejectionSymbol captureRejections defaultMaxListeners
      errorMonitor getEventListeners getMaxListeners listenerCount on once setMaxListeners`,
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
  'stream/web': {
    has: `
      ByteLengthQueuingStrategy CompressionStream CountQueuingStrategy DecompressionStream
      ReadableByteStreamController ReadableStream ReadableStreamBYOBReader
      ReadableStreamBYOBRequest ReadableStreamDefaultController ReadableStreamDefaultReader
      TextDecoderStream TextEncoderStream TransformStream TransformStreamDefaultController
      WritableStream WritableStreamDefaultController WritableStreamDefaultWriter`,
    lacks: '',
    inherited: '',
  },
  string_decoder: {
    has: `
      StringDecoder`,
    lacks: '',
    inherited: '',
  },
  test: {
    has: `
      after afterEach before beforeEach describe it mock only skip suite test todo`,
    lacks: `
      run`,
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
      URL URLSearchParams Url domainToASCII fileURLToPath format parse pathToFileURL resolve
      resolveObject urlToHttpOptions`,
    lacks: `
      domainToUnicode`,
    inherited: '',
  },
  util: {
    has: `
      TextDecoder TextEncoder aborted callbackify debug debuglog deprecate format
      formatWithOptions getSystemErrorMap getSystemErrorName inherits inspect isArray
      isDeepStrictEqual parseArgs promisify stripVTControlCharacters styleText toUSVString types`,
    lacks: `
      MIMEParams MIMEType _errnoException _exceptionWithHostPort _extend isBoolean isBuffer
      isDate isError isFunction isNull isNullOrUndefined isNumber isObject isPrimitive isRegExp
      isString isSymbol isUndefined log parseEnv transferableAbortController
      transferableAbortSignal`,
    inherited: '',
  },
  'util/types': {
    has: `
      isAnyArrayBuffer isArgumentsObject isArrayBuffer isArrayBufferView isAsyncFunction
      isBigInt64Array isBigIntObject isBigUint64Array isBooleanObject isBoxedPrimitive
      isCryptoKey isDataView isDate isExternal isFloat32Array isFloat64Array isGeneratorFunction
      isGeneratorObject isInt16Array isInt32Array isInt8Array isKeyObject isMap isMapIterator
      isModuleNamespaceObject isNativeError isNumberObject isPromise isProxy isRegExp isSet
      isSetIterator isSharedArrayBuffer isStringObject isSymbolObject isTypedArray isUint16Array
      isUint32Array isUint8Array isUint8ClampedArray isWeakMap isWeakSet`,
    lacks: '',
    inherited: '',
  },
};
