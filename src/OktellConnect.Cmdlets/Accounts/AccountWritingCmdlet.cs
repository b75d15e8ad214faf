using System.Management.Automation;
using System.Security;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>The values of an account as parameters. What is not given is not changed.</summary>
public abstract class AccountWritingCmdlet : AccountCmdlet
{
    internal const string LoginSet = "Login";
    internal const string CredentialSet = "Credential";

    /// <summary>Login and password in one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CredentialSet)]
    [ValidateNotNull]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The Oktell password to keep, encrypted at rest.</summary>
    [Parameter(ParameterSetName = LoginSet)]
    [ValidateNotNull]
    public SecureString? Password { get; set; }

    /// <summary>Number in the number plan; empty for none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? Number { get; set; }

    /// <summary>Department; empty for none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? Department { get; set; }

    /// <summary>Roles: all that the user is to hold.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Roles")]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string[]? Role { get; set; }

    /// <summary>Reference of the 1C user.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public Guid? UserReference { get; set; }

    /// <summary>ЗапускПриСтартеСистемы.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter StartWithSystem { get; set; }

    /// <summary>РежимОтладки.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter DebugMode { get; set; }

    /// <summary>ВыводитьСистемныеУведомления.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter ShowNotifications { get; set; }

    /// <summary>РазрешитьПользователюИзменятьСвоиНастройки.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter MayChangeOwnSettings { get; set; }

    /// <summary>СоздаватьОбъектПриВходящемЗвонке.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter CreateObjectOnIncomingCall { get; set; }

    /// <summary>ИмяСоздаваемогоОбъекта; empty for none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? CreatedObjectName { get; set; }

    /// <summary>ИмяРеквизитаВКотороеБудетЗаполненоНомер; empty for none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? NumberAttribute { get; set; }

    /// <summary>ИмяРеквизитаВКотороеБудетЗаполненоАбонет; empty for none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? CallerAttribute { get; set; }

    /// <summary>Emits the account.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The account with the values given. Pipeline thread only.</summary>
    private protected Account ApplyParameters(Account account)
    {
        if (Given(nameof(UserReference)) && UserReference is { } reference)
        {
            account = account with { UserReference = reference };
        }

        return account with
        {
            Number = Text(nameof(Number), Number, account.Number),
            Department = Text(nameof(Department), Department, account.Department),
            Roles = Given(nameof(Role)) ? Roles.Parse(Role) : account.Roles,
            StartWithSystem = Flag(nameof(StartWithSystem), StartWithSystem, account.StartWithSystem),
            DebugMode = Flag(nameof(DebugMode), DebugMode, account.DebugMode),
            ShowNotifications = Flag(nameof(ShowNotifications), ShowNotifications, account.ShowNotifications),
            MayChangeOwnSettings = Flag(nameof(MayChangeOwnSettings), MayChangeOwnSettings, account.MayChangeOwnSettings),
            CreateObjectOnIncomingCall = Flag(nameof(CreateObjectOnIncomingCall), CreateObjectOnIncomingCall, account.CreateObjectOnIncomingCall),
            CreatedObjectName = Text(nameof(CreatedObjectName), CreatedObjectName, account.CreatedObjectName),
            NumberAttribute = Text(nameof(NumberAttribute), NumberAttribute, account.NumberAttribute),
            CallerAttribute = Text(nameof(CallerAttribute), CallerAttribute, account.CallerAttribute),
        };
    }

    /// <summary>The password given, or null.</summary>
    private protected string? GivenPassword() => Credential is not null ? Secrets.Open(Credential.Password) : Secrets.Open(Password);

    /// <summary>Whether a parameter was given. Pipeline thread only.</summary>
    private protected bool Given(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private string? Text(string parameter, string? given, string? known) =>
        !Given(parameter) ? known : given?.Trim() is { Length: > 0 } text ? text : null;

    private bool Flag(string parameter, SwitchParameter given, bool known) => Given(parameter) ? given.IsPresent : known;
}
