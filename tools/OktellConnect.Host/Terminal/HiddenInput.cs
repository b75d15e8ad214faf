using System.Security;

namespace OktellConnect.Host.Terminal;

/// <summary>Reads a secret without showing it.</summary>
internal static class HiddenInput
{
    public static SecureString Read()
    {
        var secret = new SecureString();
        if (Console.IsInputRedirected)
        {
            foreach (var letter in Console.In.ReadLine() ?? throw new EndOfStreamException("There is no more input to read."))
            {
                secret.AppendChar(letter);
            }
        }
        else
        {
            ReadKeys(secret);
        }

        secret.MakeReadOnly();
        return secret;
    }

    private static void ReadKeys(SecureString secret)
    {
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                if (secret.Length > 0)
                {
                    secret.RemoveAt(secret.Length - 1);
                }
            }
            else if (key.KeyChar != '\0')
            {
                secret.AppendChar(key.KeyChar);
            }
        }

        Console.WriteLine();
    }
}
