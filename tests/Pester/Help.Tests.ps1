BeforeAll {
    Import-Module OktellConnect

    # Help follows the user-interface culture of whoever asks first, and is kept for the session: so each language has its own.
    function Get-HelpIn([string] $Culture, [string] $Name) {
        $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
        $runspace.Open()
        try {
            $shell = [powershell]::Create()
            $shell.Runspace = $runspace
            $shell.AddScript('param($Culture, $Name) [cultureinfo]::CurrentUICulture = $Culture; Import-Module OktellConnect; Get-Help $Name -Full').AddArgument($Culture).AddArgument($Name).Invoke()
        }
        finally {
            $runspace.Close()
        }
    }
}

Describe 'Help of the commands' {
    It 'has a synopsis, a description and at least two examples for every command' {
        foreach ($command in (Get-Module OktellConnect).ExportedCmdlets.Values) {
            $help = Get-Help $command.Name -Full
            $help.Synopsis | Should -Not -BeLike "*$($command.Name) ``[*" -Because "$($command.Name) has its own synopsis"
            $help.Description | Should -Not -BeNullOrEmpty -Because $command.Name
            @($help.Examples.Example).Count | Should -BeGreaterThan 1 -Because $command.Name
        }
    }

    It 'describes parameters and says which are required' {
        $help = Get-HelpIn 'en-US' 'Connect-OktellServer'
        $server = $help.Parameters.Parameter | Where-Object { $_.Name -eq 'Server' }
        $server.Required | Should -Be 'true'
        $server.Description.Text | Should -Not -BeNullOrEmpty
    }

    It 'speaks Russian to Russians' {
        (Get-HelpIn 'ru-RU' 'Connect-OktellServer').Synopsis | Should -Match '[а-я]'
        (Get-HelpIn 'en-US' 'Connect-OktellServer').Synopsis | Should -Not -Match '[а-я]'
    }
}

Describe 'The about topic' {
    It 'is found and names the first commands to run' {
        $topic = Get-HelpIn 'en-US' 'about_OktellConnect'
        "$topic" | Should -Match 'Connect-OktellServer'
    }
}
