using OktellConnect.Files;

namespace OktellConnect.Infobase;

/// <summary>Why a row of an accounts file is not accepted.</summary>
public static class AccountReasons
{
    /// <summary>No name of a 1C user.</summary>
    public static readonly RejectReason UserMissing = new("UserMissing", "The user's name is empty", "Не указан пользователь");

    /// <summary>No login.</summary>
    public static readonly RejectReason LoginMissing = new("LoginMissing", "The login is empty", "Не указан логин");

    /// <summary>A role that is not one of the two. The same id as the error of the role commands.</summary>
    public static readonly RejectReason RoleUnknown = new("RoleUnknown", "The role is unknown", "Неизвестная роль");

    /// <summary>Neither yes nor no.</summary>
    public static readonly RejectReason FlagInvalid = new("FlagInvalid", "The value is neither yes nor no", "Значение не «Да» и не «Нет»");

    /// <summary>Not the reference of a 1C user.</summary>
    public static readonly RejectReason ReferenceInvalid = new("ReferenceInvalid", "The reference is not a UUID", "Ссылка не является уникальным идентификатором");

    /// <summary>Not a number of the number plan.</summary>
    public static readonly RejectReason NumberInvalid = new("NumberInvalid", "The number is not 1 to 15 digits", "Номер не состоит из 1–15 цифр");

    /// <summary>Another row of the same user has another login.</summary>
    public static readonly RejectReason DuplicateUser = new("DuplicateUser", "The user has rows with different logins", "У пользователя строки с разными логинами");

    /// <summary>Another row of the same user has other values.</summary>
    public static readonly RejectReason ContradictoryRows = new("ContradictoryRows", "The user has rows that contradict each other", "Строки пользователя противоречат друг другу");

    /// <summary>Another user has the login. The same id as the error of the account commands.</summary>
    public static readonly RejectReason LoginTaken = new("LoginTaken", "Another user has the login", "Логин занят другим пользователем");

    /// <summary>Several accounts have the name, and the row has no reference to tell which is meant. The same id as the error of the account commands.</summary>
    public static readonly RejectReason AccountAmbiguous = new("AccountAmbiguous", "Several accounts have this user name; the row needs the user's reference", "Несколько учётных записей с таким именем; нужна ссылка пользователя");

    /// <summary>A number-plan link without the id of the Oktell user.</summary>
    public static readonly RejectReason LinkIncomplete = new("LinkIncomplete", "A number-plan id needs the id of the Oktell user", "Для идентификатора номерного плана нужен идентификатор пользователя Oktell");
}
