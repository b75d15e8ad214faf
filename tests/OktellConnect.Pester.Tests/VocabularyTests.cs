using OktellConnect.Testing;

namespace OktellConnect.Pester.Tests;

/// <summary>The test vocabulary itself: what must fail fails, what is not known is refused.</summary>
public sealed class VocabularyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_Should_that_holds_passes_and_one_that_does_not_fails_with_reason_and_position()
    {
        var run = await RunAsync("""
            Describe 'd' {
                It 'holds' { 1 | Should -Be 1 }
                It 'fails' { 1 | Should -Be 2 -Because 'one is not two' }
            }
            """);

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("1 passed, 1 failed, 0 skipped", run.Output.TrimEnd());
        Assert.Equal("Passed", run["d.holds"].Outcome);
        Assert.Equal("Expected 1 to be 2, because one is not two.", run["d.fails"].Message);
        Assert.Contains("x.Tests.ps1:3", run["d.fails"].Position);
    }

    [Fact]
    public async Task What_does_not_hold_or_is_not_known_fails()
    {
        string[] bodies =
        [
            "1 | Should -BeIn @(1)",
            "1 | Should -Be 1 -Unknown 2",
            "1 | Should -Be 1 -ErrorId 'x'",
            "Mock Get-Thing { }",
            "Describe 'inside' { }",
            "1 | Should",
            "1 | Should -Throw",
            "{ } | Should -Throw",
            "{ throw 'a' } | Should -Not -Throw",
            "{ throw 'a' } | Should -Throw -ErrorId 'b'",
            "{ throw 'a' } | Should -Throw -ExpectedMessage 'b*'",
            "'a' | Should -BeExactly 'A'",
            "'a' | Should -Not -Be 'A'",
            "$null | Should -Not -BeNullOrEmpty",
            "@(1, 2) | Should -HaveCount 3",
            "@(1, 2) | Should -Be @(1, 3)",
            "@(1, 2) | Should -Contain 3",
            "@(1, 0) | Should -BeTrue",
            "1 | Should -BeFalse",
            "2 | Should -BeGreaterThan 2",
            "2 | Should -BeLessThan 2",
            "2 | Should -BeOfType [string]",
            "'abc' | Should -Match '^b'",
            "'abc' | Should -BeLike 'b*'",
            "'TestDrive:/none' | Should -Exist",
            "Get-NoSuchThing; 1 | Should -Be 1",
            "[int]::Parse('x'); 1 | Should -Be 1",
        ];

        var run = await RunAsync(AsTests(bodies));

        Assert.All(bodies.Select((body, index) => (Body: body, Result: run[$"d.{index}"])), test => Assert.True(test.Result.Outcome == "Failed", test.Body));
    }

    [Fact]
    public async Task What_holds_passes()
    {
        string[] bodies =
        [
            "@() | Should -BeNullOrEmpty; '' | Should -BeNullOrEmpty; $null | Should -BeNullOrEmpty",
            "@() | Should -HaveCount 0; $null | Should -HaveCount 1; @($null, 1) | Should -HaveCount 2",
            "'a' | Should -Be 'A'; @(1, 2) | Should -Be @(1, 2); $null | Should -Be $null; 1 | Should -Be '1'",
            "Should -ActualValue @(1, 2) -HaveCount 2; @(1, 2) | Should -Contain 2; 1 | Should -Not -BeNullOrEmpty",
            "{ throw 'boo' } | Should -Throw 'b*'; { Get-NoSuchThing } | Should -Throw -ErrorId 'CommandNotFoundException'",
            "{ throw [ArgumentException]::new('a') } | Should -Throw -ExceptionType ([ArgumentException])",
            "1 | Should -BeOfType [int]; 1 | Should -BeOfType System.Int32; 1 | Should -BeOfType ([int]); 1 | Should -Not -BeOfType [long]",
            "[IO.File]::WriteAllText(\"$TestDrive/a\", 'a'); 'TestDrive:/a' | Should -Exist; \"$TestDrive/a\" | Should -Exist",
        ];

        var run = await RunAsync(AsTests(bodies));

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(bodies.Length, run.Results.Count);
    }

    [Fact]
    public async Task A_throwing_BeforeAll_fails_every_test_of_its_block_and_no_other()
    {
        var run = await RunAsync("""
            Describe 'd' {
                Context 'bad' { BeforeAll { throw 'no ground' }; It 'a' { }; Context 'deep' { It 'b' { } } }
                Context 'good' { It 'c' { } }
            }
            """);

        Assert.Equal("no ground", run["d.bad.a"].Message);
        Assert.Equal("no ground", run["d.bad.deep.b"].Message);
        Assert.Equal("Passed", run["d.good.c"].Outcome);
    }

    [Fact]
    public async Task A_throwing_AfterAll_or_AfterEach_is_a_failure()
    {
        var run = await RunAsync("""
            Describe 'd' { AfterAll { throw 'left' }; It 'a' { } }
            Describe 'e' { AfterEach { throw 'each' }; It 'a' { } }
            """);

        Assert.Equal("left", run["d.AfterAll"].Message);
        Assert.Equal("each", run["e.a"].Message);
    }

    [Theory]
    [InlineData("Describe 'd' { It 'i' { } ")]
    [InlineData("throw 'outside'")]
    [InlineData("BeforeDiscovery { }")]
    [InlineData("It 'outside of Describe' { }")]
    [InlineData("Describe 'd' -Tag 'x' { It 'i' { } }")]
    [InlineData("Describe 'd' { It 'i' -Foreach @() { } }")]
    [InlineData("Describe 'd' { BeforeAll { }; BeforeAll { }; It 'i' { } }")]
    [InlineData("Describe 'd' { It 'i' }")]
    public async Task A_file_that_cannot_be_read_for_its_tests_fails(string file)
    {
        var run = await RunAsync(file);

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("0 passed, 1 failed, 0 skipped", run.Output.TrimEnd());
    }

    [Fact]
    public async Task A_file_without_tests_fails_the_run()
    {
        var run = await RunAsync("# nothing here");

        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Scopes_and_order_are_those_of_Pester()
    {
        var run = await RunAsync("""
            BeforeAll { $top = 'top' }
            Describe 'outer <k>' -ForEach @(@{ k = 1 }, @{ k = 2 }) {
                BeforeAll { $all = "$top$k"; $script:log = @() }
                BeforeEach { $each = 'outer' }
                AfterEach { $script:log += 'after-outer' }
                It 'sees what BeforeAll and BeforeEach set' { $all | Should -Be "top$k"; $each | Should -Be 'outer'; $all = 'changed' }
                It 'does not see what another test changed' { $all | Should -Be "top$k" }
                Context 'inner' {
                    BeforeEach { $each = "$each-inner" }
                    AfterEach { $script:log += 'after-inner' }
                    It 'case <a.Name> and <_.b>' -TestCases @(@{ a = [pscustomobject]@{ Name = 'n' }; b = 3 }) { $each | Should -Be 'outer-inner'; $b | Should -Be 3; $_.b | Should -Be 3 }
                }
                It 'ran the tear-downs innermost first' { $script:log | Should -Be @('after-outer', 'after-outer', 'after-inner', 'after-outer') }
                It 'takes plain values <_>' -ForEach 1, 2 { $_ | Should -BeGreaterThan 0 }
            }
            """);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal("Passed", run["outer 1.inner.case n and 3"].Outcome);
        Assert.Equal("Passed", run["outer 2.takes plain values 2"].Outcome);
    }

    [Fact]
    public async Task Skipped_tests_run_nothing_not_even_the_setup()
    {
        var run = await RunAsync("""
            Describe 'd' -Skip { BeforeAll { throw 'ran' }; It 'a' { throw 'ran' } }
            Describe 'e' { It 'b' -Skip:$true { throw 'ran' }; It 'c' -Skip:$false { } }
            """);

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith("1 passed, 0 failed, 2 skipped", run.Output.TrimEnd());
    }

    [Fact]
    public async Task A_test_drive_is_new_for_each_Describe_and_left_as_found_by_a_Context()
    {
        var run = await RunAsync("""
            Describe 'd' {
                BeforeAll { [IO.File]::WriteAllText("$TestDrive/a", 'a') }
                Context 'c' { It 'adds' { [IO.File]::WriteAllText("$TestDrive/b", 'b'); "$TestDrive/a" | Should -Exist } }
                Context 'c2' { It 'is clean' { "$TestDrive/b" | Should -Not -Exist; "$TestDrive/a" | Should -Exist } }
            }
            Describe 'e' { It 'is new' { "$TestDrive/a" | Should -Not -Exist } }
            """);

        Assert.True(run.ExitCode == 0, run.Output);
    }

    [Fact]
    public async Task A_stray_break_does_not_end_the_run()
    {
        var run = await RunAsync("Describe 'd' { It 'a' { break }; It 'b' { continue }; It 'c' { 1 | Should -Be 2 } }");

        Assert.EndsWith("2 passed, 1 failed, 0 skipped", run.Output.TrimEnd());
    }

    private static string AsTests(IEnumerable<string> bodies) =>
        $"Describe 'd' {{\n{string.Join('\n', bodies.Select((body, index) => $"It '{index}' {{ {body} }}"))}\n}}";

    private async Task<VocabularyRun> RunAsync(string file)
    {
        var path = folder.File("x.Tests.ps1");
        var results = folder.File("results.jsonl");
        await File.WriteAllTextAsync(path, file);
        var run = await HostProcess.RunAsync(["-Pester", path, "-Result", results]);
        return new VocabularyRun(run.ExitCode, run.Output, File.ReadAllLines(results).Select(PesterResult.Parse).ToDictionary(result => result.Name));
    }

    private sealed record VocabularyRun(int ExitCode, string Output, IReadOnlyDictionary<string, PesterResult> Results)
    {
        public PesterResult this[string name] => Results.TryGetValue(name, out var result) ? result : throw new KeyNotFoundException($"No result '{name}' in:\n{Output}");
    }
}
