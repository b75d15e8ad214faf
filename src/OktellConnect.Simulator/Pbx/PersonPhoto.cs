namespace OktellConnect.Simulator.Pbx;

/// <summary>A photo that its owner uploaded.</summary>
/// <param name="Content">The picture as it came.</param>
/// <param name="Extension">Of its file, in lower case without the dot.</param>
/// <param name="Version">Counts the owner's photos, so that each has links of its own.</param>
internal sealed record PersonPhoto(byte[] Content, string Extension, int Version);
