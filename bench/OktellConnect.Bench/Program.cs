using System.Globalization;
using OktellConnect.Bench;

// Ratios against a reference measured in the same run: the machine's speed falls out. Each measurement is a process of its own.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["child", "watch", var address, var count] => await WatchBench.LoopAsync(address, int.Parse(count, CultureInfo.InvariantCulture)),
    ["child", "events", var kind, var address] => await EventsBench.ReadAsync(kind, address),
    ["child", var name, .. var rest] => await Children.RunAsync(name, rest),
    ["generate", var path, var rows] => Generate(path, int.Parse(rows, CultureInfo.InvariantCulture)),
    ["module-import"] => await ModuleImportBench.RunAsync(),
    ["events"] => await EventsBench.RunAsync(),
    ["requests"] => await RequestsBench.RunAsync(),
    ["idle"] => await IdleBench.RunAsync(),
    ["burst"] => await BurstBench.RunAsync(),
    ["watch"] => await WatchBench.RunAsync(),
    ["watch", "--steady", var seconds] => await WatchBench.SteadyAsync(int.Parse(seconds, CultureInfo.InvariantCulture)),
    ["vendor"] => await VendorBench.RunAsync(),
    ["logins"] => await LoginsBench.RunAsync(2000),
    ["logins", var people] => await LoginsBench.RunAsync(int.Parse(people, CultureInfo.InvariantCulture)),
    [] => await NumberMapBench.RunAsync(1_000_000),
    ["--rows", var rows] => await NumberMapBench.RunAsync(int.Parse(rows, CultureInfo.InvariantCulture)),
    _ => Usage(),
};

static int Generate(string path, int rows)
{
    NumberFileGenerator.Write(path, rows);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("usage: OktellConnect.Bench [--rows N] | module-import | events | requests | idle | watch [--steady <seconds>] | burst | vendor | logins [people] | generate <path> <rows>");
    return 2;
}
