using OktellConnect.Files;

namespace OktellConnect.Infobase;

/// <summary>The columns of an accounts file, in the order they are written: 1C's names, with English ones accepted.</summary>
internal static class AccountColumns
{
    public const int User = 0;
    public const int Reference = 1;
    public const int Login = 2;
    public const int Number = 3;
    public const int Department = 4;
    public const int Role = 5;
    public const int StartWithSystem = 6;
    public const int DebugMode = 7;
    public const int ShowNotifications = 8;
    public const int MayChangeOwnSettings = 9;
    public const int CreateObjectOnIncomingCall = 10;
    public const int CreatedObjectName = 11;
    public const int NumberAttribute = 12;
    public const int CallerAttribute = 13;
    public const int OktellUserId = 14;
    public const int NumberPlanId = 15;
    public const int Password = 16;

    public static readonly IReadOnlyList<DelimitedColumn> All =
    [
        new("Пользователь", required: true, "User", "UserName", "FullName", "ФИО"),
        new("Ссылка", required: false, "UserReference", "Reference", "УникальныйИдентификатор"),
        new("Логин", required: true, "Login"),
        new("Номер", required: false, "Number"),
        new("Подразделение", required: false, "Department", "Отдел"),
        new("Роль", required: false, "Role", "Roles", "Роли"),
        new("ЗапускПриСтартеСистемы", required: false, "StartWithSystem"),
        new("РежимОтладки", required: false, "DebugMode"),
        new("ВыводитьСистемныеУведомления", required: false, "ShowNotifications"),
        new("РазрешитьПользователюИзменятьСвоиНастройки", required: false, "MayChangeOwnSettings"),
        new("СоздаватьОбъектПриВходящемЗвонке", required: false, "CreateObjectOnIncomingCall"),
        new("ИмяСоздаваемогоОбъекта", required: false, "CreatedObjectName"),
        new("ИмяРеквизитаВКотороеБудетЗаполненоНомер", required: false, "NumberAttribute"),
        new("ИмяРеквизитаВКотороеБудетЗаполненоАбонет", required: false, "CallerAttribute", "ИмяРеквизитаВКотороеБудетЗаполненоАбонент"),
        new("IDПользователя", required: false, "OktellUserId"),
        new("IDНомерногоПлана", required: false, "NumberPlanId"),
        new("Пароль", required: false, "Password"),
    ];
}
