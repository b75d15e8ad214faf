namespace OktellConnect.Host;

/// <summary>What the host was started for.</summary>
internal enum HostMode
{
    Script,
    Command,
    Pester,
}

/// <summary>The host's command line.</summary>
internal sealed record HostOptions(HostMode Mode, string Target, IReadOnlyList<string> Arguments, string? ResultPath)
{
    public const int UsageExitCode = 64;

    public const string Usage = """
        Usage:
          OktellConnect.Host <script.ps1> [arguments]       runs a script
          OktellConnect.Host -Command "<text>"              runs a command
          OktellConnect.Host -Pester [-Result <file>] [<file.Tests.ps1> ...]
                                                            runs test files, by default all of tests/Pester
        """;

    public static HostOptions Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0)
        {
            throw new FormatException("Nothing to run.");
        }

        return arguments[0].ToUpperInvariant() switch
        {
            "-COMMAND" or "-C" => new HostOptions(HostMode.Command, string.Join(' ', arguments.Skip(1)), [], null),
            "-FILE" when arguments.Count > 1 => Script(arguments[1], arguments.Skip(2)),
            "-PESTER" => ParsePester([.. arguments.Skip(1)]),
            ['-', ..] => throw new FormatException($"Unknown option '{arguments[0]}'."),
            _ => Script(arguments[0], arguments.Skip(1)),
        };
    }

    private static HostOptions Script(string path, IEnumerable<string> arguments)
    {
        var full = Path.GetFullPath(path);
        return File.Exists(full)
            ? new HostOptions(HostMode.Script, full, [.. arguments], null)
            : throw new FormatException($"There is no file '{full}'.");
    }

    private static HostOptions ParsePester(List<string> arguments)
    {
        string? result = null;
        var at = arguments.FindIndex(argument => argument.Equals("-Result", StringComparison.OrdinalIgnoreCase));
        if (at >= 0)
        {
            result = at + 1 < arguments.Count ? Path.GetFullPath(arguments[at + 1]) : throw new FormatException("-Result needs a file.");
            arguments.RemoveRange(at, 2);
        }

        var unknown = arguments.Find(argument => argument.StartsWith('-'));
        return unknown is null
            ? new HostOptions(HostMode.Pester, "", arguments, result)
            : throw new FormatException($"Unknown option '{unknown}'.");
    }
}
