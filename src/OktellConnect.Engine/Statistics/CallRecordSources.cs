namespace OktellConnect.Statistics;

/// <summary>Where a server's call records are read from.</summary>
public enum CallRecordSourceKind
{
    /// <summary>The stored procedure where the server allows it, else the journal.</summary>
    Auto,

    /// <summary>The server's call journal: needs nothing installed; see <see cref="CallJournalSource"/>.</summary>
    Journal,

    /// <summary>The stored procedure <c>oktellconnect_calls</c>; see <see cref="CallProcedureSource"/>.</summary>
    Procedure,
}

/// <summary>Chooses the source of a server's call records.</summary>
public static class CallRecordSources
{
    /// <summary>The source of that kind.</summary>
    public static ICallRecordSource For(OktellConnection connection, CallRecordSourceKind kind) => kind switch
    {
        CallRecordSourceKind.Journal => new CallJournalSource(connection),
        CallRecordSourceKind.Procedure => new CallProcedureSource(connection),
        _ => connection.AllowedProcedures.Contains(CallProcedureSource.ProcedureName, StringComparer.OrdinalIgnoreCase)
            ? new CallProcedureSource(connection)
            : new CallJournalSource(connection),
    };
}
