using OktellConnect.Client;
using OktellConnect.Infobase;
using OktellConnect.Protocol;

namespace OktellConnect.Coordination;

/// <summary>What a test of an account came to.</summary>
public enum AccountStatus
{
    /// <summary>Login, password, number and link are right.</summary>
    Ok,

    /// <summary>No password is kept, so nothing was tried.</summary>
    NoPassword,

    /// <summary>The kept password cannot be decrypted, so nothing was tried.</summary>
    PasswordUnreadable,

    /// <summary>The kept password has characters that Oktell's clients cannot send, so nothing was tried.</summary>
    PasswordNotSupported,

    /// <summary>The server does not know the login or the password is wrong; it does not say which.</summary>
    WrongPassword,

    /// <summary>The server refused the login for another reason, for example because the user works through the desktop client.</summary>
    Refused,

    /// <summary>The login is right, but the account is linked to another Oktell user.</summary>
    LinkDiffers,

    /// <summary>The login is right, but the user has another number on the server.</summary>
    NumberDiffers,
}

/// <summary>The result of testing one account. Immutable; holds no password.</summary>
/// <param name="User">Full name of the 1C user.</param>
/// <param name="Login">The login tried.</param>
/// <param name="Number">The account's number, or null.</param>
/// <param name="ServerNumber">The user's main number on the server; null where it was not learnt or he has none.</param>
/// <param name="Status">The outcome.</param>
/// <param name="Message">The outcome in words; empty where all is right.</param>
public sealed record AccountTestResult(string User, string Login, string? Number, string? ServerNumber, AccountStatus Status, string Message);

/// <summary>
/// Tests accounts by logging in with their kept passwords, each on a short connection of its own. Every password is tried once and
/// never again: an Oktell server may lock people out.
/// </summary>
public sealed class AccountTest
{
    /// <summary>Most logins under way at once.</summary>
    public const int Parallelism = 4;

    private readonly string[] servers;
    private readonly OktellClientOptions options;

    /// <summary>Tests against the server of a connection, with that connection's options.</summary>
    public AccountTest(OktellConnection connection)
        : this(connection.Server, connection.Client.Options)
    {
    }

    internal AccountTest(Uri server, OktellClientOptions options)
    {
        servers = [server.AbsoluteUri];
        this.options = options with { Reconnect = false };
    }

    /// <summary>Tests accounts; results come in their order, each as soon as it and those before it are there.</summary>
    /// <param name="infobase">Where the passwords are kept; read one after the other.</param>
    /// <param name="accounts">What to test.</param>
    /// <param name="report">Told each result, one at a time.</param>
    /// <param name="cancellation">Ends the logins under way.</param>
    /// <exception cref="OktellException">The server cannot be used at all; the rest was not tried.</exception>
    public async Task RunAsync(IInfobase infobase, IReadOnlyList<Account> accounts, Action<AccountTestResult> report, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = new Queue<Task<AccountTestResult>>();
        try
        {
            foreach (var account in accounts)
            {
                if (running.Count == Parallelism)
                {
                    report(await running.Dequeue().ConfigureAwait(false));
                }

                running.Enqueue(await StartAsync(infobase, account, stop.Token).ConfigureAwait(false));
            }

            while (running.Count > 0)
            {
                report(await running.Dequeue().ConfigureAwait(false));
            }
        }
        finally
        {
            // Whatever ended it: no login goes on behind the caller's back, and no failure is left unobserved.
            stop.Cancel();
            foreach (var left in running)
            {
                await left.ContinueWith(task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
            }
        }
    }

    // The outer task is the infobase's part, which must end before the next account's begins; the inner one is the server's.
    private async Task<Task<AccountTestResult>> StartAsync(IInfobase infobase, Account account, CancellationToken cancellation)
    {
        string? password;
        try
        {
            password = await infobase.GetPasswordAsync(account, cancellation).ConfigureAwait(false);
        }
        catch (OktellException failure) when (failure.Error == OktellErrors.SecretUnreadable)
        {
            return Task.FromResult(Result(account, AccountStatus.PasswordUnreadable, failure.Message));
        }

        if (password is null)
        {
            return Task.FromResult(Result(account, AccountStatus.NoPassword, "No password is kept for the account."));
        }

        try
        {
            return TryAsync(account, new OktellCredential(account.Login, password), cancellation);
        }
        catch (OktellException failure) when (failure.Error == OktellErrors.PasswordNotSupported)
        {
            return Task.FromResult(Result(account, AccountStatus.PasswordNotSupported, "The kept password has a character that Oktell's clients cannot send."));
        }
    }

    private async Task<AccountTestResult> TryAsync(Account account, OktellCredential credential, CancellationToken cancellation)
    {
        OktellClient client;
        try
        {
            client = await OktellClient.ConnectAsync(servers, credential, options, cancellation).ConfigureAwait(false);
        }
        catch (OktellException failure) when (failure.Error == OktellErrors.WrongPassword)
        {
            return Result(account, AccountStatus.WrongPassword, "The server does not know the login, or the password is wrong.");
        }
        catch (OktellException failure) when (failure.Error == OktellErrors.DesktopClientActive || failure.Error == OktellErrors.LoginRefused
            || failure.Error == OktellErrors.LicenceLimit || failure.Error == OktellErrors.SessionRejected)
        {
            return Result(account, AccountStatus.Refused, failure.Message);
        }

        using (client)
        {
            var user = OwnUser.Read(await client.RequestAsync("getmyuserinfo", null, cancellation).ConfigureAwait(false), client.UserId, client.Login);
            await client.CloseAsync(cancellation).ConfigureAwait(false);
            return Judge(account, user);
        }
    }

    private static AccountTestResult Judge(Account account, OwnUser user)
    {
        if (account.OktellUserId is { } linked && !string.Equals(linked, user.Id, StringComparison.OrdinalIgnoreCase))
        {
            return Result(account, AccountStatus.LinkDiffers, $"The account is linked to the Oktell user {linked}, but the login is of {user.Id}.", user.Number);
        }

        return account.Number is not null && account.Number != user.Number
            ? Result(account, AccountStatus.NumberDiffers, $"The account's number is {account.Number}, the user's number on the server is {user.Number ?? "none"}.", user.Number)
            : Result(account, AccountStatus.Ok, "", user.Number);
    }

    private static AccountTestResult Result(Account account, AccountStatus status, string message, string? serverNumber = null) =>
        new(account.User, account.Login, account.Number, serverNumber, status, message);
}
