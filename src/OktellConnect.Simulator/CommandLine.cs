using System.Globalization;

namespace OktellConnect.Simulator;

/// <summary>The program's command line.</summary>
internal sealed record CommandLine
{
    public const string Help = """
        Usage: OktellConnect.Simulator [options]
          --port <number>   port to listen on, 0 for a free one (default 4066)
          --host <address>  IP address, localhost, or * for all interfaces (default 127.0.0.1)
          --seed <file>     what the PBX holds (default: the sample beside the program)
          --tls             wss with a self-signed certificate made at start
          --redirect        send WebSocket clients on to a second, secure port
          --tls-port <number>  the secure port of --redirect, 0 for a free one (default 0;
                            clients of Oktell always go to 443)
          --www <folder>    serve its files without login
          --speed <number>  divides ring and talk times (default 1)
          --no-history      begin with an empty call journal
          --parent-watch    end when standard input is closed
          --help            show this
        """;

    public required SimulatorOptions Options { get; init; }

    /// <summary>End with whoever holds the other end of standard input, even where it is killed.</summary>
    public bool WatchesParent { get; init; }

    public bool WantsHelp { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">An argument is unknown or its value unusable; the message says which.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine { Options = new SimulatorOptions { Port = 4066 } };
        for (var index = 0; index < arguments.Count; index++)
        {
            var name = arguments[index];
            string Value() => ++index < arguments.Count ? arguments[index] : throw new FormatException($"{name} needs a value.");
            line = name switch
            {
                "--port" => line with { Options = line.Options with { Port = Port(name, Value()) } },
                "--host" => line with { Options = line.Options with { Host = Value() } },
                "--seed" => line with { Options = line.Options with { SeedPath = Value() } },
                "--tls" => line with { Options = line.Options with { Tls = true } },
                "--redirect" => line with { Options = line.Options with { Redirect = true } },
                "--tls-port" => line with { Options = line.Options with { TlsPort = Port(name, Value()) } },
                "--www" => line with { Options = line.Options with { WebFolder = Value() } },
                "--speed" => line with { Options = line.Options with { Speed = Speed(Value()) } },
                "--no-history" => line with { Options = line.Options with { History = false } },
                "--parent-watch" => line with { WatchesParent = true },
                "--help" or "-h" or "-?" => line with { WantsHelp = true },
                _ => throw new FormatException($"Unknown option '{name}'."),
            };
        }

        return line;
    }

    private static int Port(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? port
            : throw new FormatException($"{name} '{text}' is not a number from 0 to 65535.");

    private static double Speed(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) && speed is > 0 and <= 1_000_000
            ? speed
            : throw new FormatException($"--speed '{text}' is not a number above 0.");
}
