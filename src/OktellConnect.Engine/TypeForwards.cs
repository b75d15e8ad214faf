#if NET
using System.Runtime.CompilerServices;

// The cmdlets are compiled once, against the netstandard2.0 engine, whose init setters name that build's own IsExternalInit.
// On this build the runtime owns the type; the forward lets the same cmdlets find the same setters.
[assembly: TypeForwardedTo(typeof(IsExternalInit))]
#endif
