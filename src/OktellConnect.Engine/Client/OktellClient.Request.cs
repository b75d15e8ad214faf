using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Client;

public sealed partial class OktellClient
{
    /// <summary>Methods whose bodies do not begin with the login (docs/protocol.md, "Framing").</summary>
    private static readonly HashSet<string> WithoutLogin = new(["ping", "subscribeevent", "execpredefineddbstoredproc"], StringComparer.Ordinal);

    /// <summary>
    /// Sends a request and returns the body of its reply. While the connection is being opened again the request waits for
    /// its turn; once it has been sent it is never sent again.
    /// </summary>
    /// <param name="method">Method name, as the server spells it.</param>
    /// <param name="parameters">Parameters without <c>userlogin</c> and <c>qid</c>, or null. Not kept and not changed.</param>
    /// <param name="cancellation">Stops waiting; a request that has been sent may be carried out all the same.</param>
    /// <exception cref="OktellRequestException">The server refused, did not answer in time, or the connection ended.</exception>
    public Task<JsonElement> RequestAsync(string method, JsonObject? parameters, CancellationToken cancellation) =>
        RequestAsync(method, parameters, Options.RequestTimeout, cancellation);

    /// <summary>Any method with plain values in and out: the way for callers that do not know JSON.</summary>
    /// <param name="method">Method name, as the server spells it.</param>
    /// <param name="parameters">Parameters by name, or null: text, numbers, flags, dates, GUIDs, dictionaries, arrays.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The reply's fields: text, <see cref="long"/>, <see cref="double"/>, flags, <c>object?[]</c> and dictionaries.</returns>
    public async Task<Dictionary<string, object?>> InvokeAsync(string method, IDictionary? parameters, CancellationToken cancellation)
    {
        if (method.Length is 0 or > 100 || !method.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '.'))
        {
            throw new OktellException(OktellErrors.InvalidMethodName, $"\"{method}\" is not a method name.", target: method);
        }

        var reply = await RequestAsync(method, ToJson(parameters), cancellation).ConfigureAwait(false);
        var values = PlainValues.ToDictionary(reply);
        values.Remove("qid");
        return values;
    }

    internal async Task<JsonElement> RequestAsync(string method, JsonObject? parameters, TimeSpan timeout, CancellationToken cancellation)
    {
        var began = Options.Clock.GetTimestamp();
        var left = timeout;
        var hasBeenSent = false;
        while (true)
        {
            try
            {
                var reply = await AttemptAsync(method, parameters, left, timeout, cancellation).ConfigureAwait(false);

                // A reply without a result is a success, as in the vendor's client.
                return reply.GetFlag("result") ?? true ? reply : throw RefusedRequest(method, reply);
            }
            catch (OktellRequestException lost) when (MayGoAgain(lost, hasBeenSent) && (left = timeout - Options.Clock.GetElapsedTime(began)) > TimeSpan.Zero)
            {
                if (lost.WasSent)
                {
                    hasBeenSent = true;
                    Counters.CountRepeatedRequest();
                }
            }
        }
    }

    // What never went out may go out on the next connection. What did is sent once more only if it changes nothing.
    private bool MayGoAgain(OktellRequestException lost, bool hasBeenSent) =>
        lost.Error == OktellErrors.ConnectionLost
        && Options.Reconnect
        && Options.WhileDisconnected == DisconnectedRequests.Wait
        && State is ClientState.Open or ClientState.Reconnecting
        && (!lost.WasSent || (!hasBeenSent && MethodCatalog.CategoryOf(lost.Method) == RepeatCategory.Read));

    private async Task<JsonElement> AttemptAsync(string method, JsonObject? parameters, TimeSpan left, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var hasTurn = false;
        try
        {
            Session session;
            using (var timer = Options.Clock.CancelAfter(limit, left))
            {
                try
                {
                    session = await OpenedAsync(method).OrCancelledAsync(limit.Token).ConfigureAwait(false);
                    await turns.WaitAsync(limit.Token).ConfigureAwait(false);
                    hasTurn = true;
                }
                catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
                {
                    throw NotSentInTime(method, timeout);
                }
                catch (OktellException ended) when (ended is not OktellRequestException)
                {
                    throw new OktellRequestException(ended.Error, $"{method} was not sent: {ended.Summary}", method, wasSent: false, inner: ended);
                }
            }

            return await session.ExchangeAsync(method, NewBody(method, parameters), left, cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (hasTurn)
            {
                turns.Release();
            }
        }
    }

    private OktellRequestException NotSentInTime(string method, TimeSpan timeout)
    {
        var now = State;
        return now == ClientState.Open
            ? new OktellRequestException(OktellErrors.RequestTimeout,
                $"{method} was not sent within {timeout.TotalSeconds:0.#} s: {Options.MaximumRequestsInFlight} requests wait for replies, which is as many as may (connection {now}; reconnects: {Counters.Reconnects}).",
                method, wasSent: false)
            : new OktellRequestException(OktellErrors.ConnectionLost,
                $"{method} was not sent: the connection to {Server} is {now}{(LastReason is { } reason ? $" ({reason})" : "")} and did not take it within {timeout.TotalSeconds:0.#} s (reconnects: {Counters.Reconnects}).",
                method, wasSent: false);
    }

    internal static JsonObject? ToJson(IDictionary? parameters)
    {
        try
        {
            return parameters is null ? null : PlainValues.ToObject(parameters);
        }
        catch (NotSupportedException error)
        {
            throw new OktellException(OktellErrors.UnsupportedParameterValue, $"The parameter {error.Message}, which cannot be sent.", error);
        }
    }

    private static OktellRequestException RefusedRequest(string method, JsonElement reply)
    {
        var code = reply.GetWholeNumber("error") ?? reply.GetWholeNumber("errorcode");
        var text = reply.GetNonEmptyText("errormsg") is { } words ? Redaction.Clean(words) : null;
        return new OktellRequestException(OktellErrors.RequestRefused,
            $"The server refused {method}: {ServerReason(code, text)}.", method, wasSent: true, code, text);
    }

    /// <summary>The open session, or the wait for the next.</summary>
    private Task<Session> OpenedAsync(string method)
    {
        lock (gate)
        {
            ForgetEnded(current);
            if (!opening.Task.IsCompleted && Options.WhileDisconnected == DisconnectedRequests.Fail)
            {
                throw new OktellRequestException(OktellErrors.ConnectionLost,
                    $"{method} was not sent: the connection to {Server} is not open{(LastReason is { } reason ? $" ({reason})" : "")}.", method, wasSent: false);
            }

            return opening.Task;
        }
    }

    /// <summary>From now on requests wait for the session after this one, if it is still the open one and has ended. Under the gate.</summary>
    private void ForgetEnded(Session? session)
    {
        if (session is not null && session == current && session.Completion.IsCompleted && opening.Task.Status == TaskStatus.RanToCompletion)
        {
            opening = NewOpening();
        }
    }

    private JsonObject NewBody(string method = "", JsonObject? parameters = null)
    {
        var body = new JsonObject();
        if (!WithoutLogin.Contains(method))
        {
            body["userlogin"] = Login;
        }

        foreach (var parameter in parameters ?? [])
        {
            body[parameter.Key] = parameter.Value?.DeepClone();
        }

        return body;
    }
}
