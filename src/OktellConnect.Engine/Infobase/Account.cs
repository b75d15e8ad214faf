namespace OktellConnect.Infobase;

/// <summary>Roles of the 2012 configuration, under its exact names (functional description, section 3.2.3).</summary>
public enum OktellRole
{
    /// <summary><c>Oktell_Пользователь</c>: uses the telephone.</summary>
    User,

    /// <summary><c>Oktell_Администратор</c>: also sets the subsystem up.</summary>
    Administrator,
}

/// <summary>
/// An account: one record of register <c>Oktell_Пользователи</c>, the 1C user it belongs to, its number-plan link and roles.
/// Immutable. The password is not part of it: see <see cref="IInfobaseTransaction.SetPasswordAsync"/>.
/// </summary>
public sealed record Account
{
    /// <summary>Full name of the 1C user (dimension <c>Пользователь</c>); the account's key where no reference is known.</summary>
    public required string User { get; init; }

    /// <summary>Reference of the 1C user, where known.</summary>
    public Guid? UserReference { get; init; }

    /// <summary>Oktell login (resource <c>Логин</c>).</summary>
    public required string Login { get; init; }

    /// <summary>Number in Oktell's number plan, or null.</summary>
    public string? Number { get; init; }

    /// <summary>Department as the source of the account names it, or null.</summary>
    public string? Department { get; init; }

    /// <summary>Oktell's id of the user (<c>IDПользователя</c>), once linked to a server; lower case.</summary>
    public string? OktellUserId { get; init; }

    /// <summary>Oktell's id of the number (<c>IDНомерногоПлана</c>), once linked to a server; lower case.</summary>
    public string? NumberPlanId { get; init; }

    /// <summary>Roles held by the 1C user.</summary>
    public IReadOnlyList<OktellRole> Roles { get; init; } = [];

    /// <summary><c>ЗапускПриСтартеСистемы</c>: connect when 1C starts.</summary>
    public bool StartWithSystem { get; init; }

    /// <summary><c>РежимОтладки</c>.</summary>
    public bool DebugMode { get; init; }

    /// <summary><c>ВыводитьСистемныеУведомления</c>.</summary>
    public bool ShowNotifications { get; init; }

    /// <summary><c>РазрешитьПользователюИзменятьСвоиНастройки</c>.</summary>
    public bool MayChangeOwnSettings { get; init; }

    /// <summary><c>СоздаватьОбъектПриВходящемЗвонке</c>.</summary>
    public bool CreateObjectOnIncomingCall { get; init; }

    /// <summary><c>ИмяСоздаваемогоОбъекта</c>, for example <c>Справочник.Контрагенты</c>.</summary>
    public string? CreatedObjectName { get; init; }

    /// <summary><c>ИмяРеквизитаВКотороеБудетЗаполненоНомер</c>.</summary>
    public string? NumberAttribute { get; init; }

    /// <summary><c>ИмяРеквизитаВКотороеБудетЗаполненоАбонет</c>, spelt as the 2012 configuration spells it.</summary>
    public string? CallerAttribute { get; init; }

    /// <summary>Whether a password is kept for the account. The password itself is never a property.</summary>
    public bool HasPassword { get; init; }
}
