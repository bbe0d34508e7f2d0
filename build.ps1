#!/usr/bin/env pwsh
# Finds or installs the .NET SDK, compiles the build where its sources changed, and runs it with the arguments given.
# Works from any folder. RECSYS_DOTNET_INSTALL_URL names another place of the install script of the SDK.
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
# The build runs in the root; with this it resolves the relative paths that the caller typed.
$env:RECSYS_CALLER_DIRECTORY = (Get-Location -PSProvider FileSystem).ProviderPath
# The private key is for the build alone: nothing that is started before it inherits it.
$signingKey = $env:RECSYS_SIGNING_KEY
$env:RECSYS_SIGNING_KEY = $null

$root = $PSScriptRoot
$state = Join-Path $root '.build'
$compiled = Join-Path $state 'compiled'
$hashFile = Join-Path $state 'build.hash'
$onWindows = [System.IO.Path]::DirectorySeparatorChar -eq '\'
$executable = if ($onWindows) { 'dotnet.exe' } else { 'dotnet' }

function Stop-Build([string] $message) {
    [Console]::Error.WriteLine("build.ps1: $message")
    exit 1
}

# Path and version of the first SDK that satisfies global.json, or nothing.
function Find-Sdk {
    $ErrorActionPreference = 'Continue'
    $candidates = @()
    $onPath = Get-Command dotnet -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($onPath) { $candidates += $onPath.Path }
    if ($env:DOTNET_ROOT) { $candidates += (Join-Path $env:DOTNET_ROOT $executable) }
    $candidates += (Join-Path (Join-Path $root '.dotnet') $executable)
    foreach ($candidate in $candidates) {
        if (-not (Test-Path -LiteralPath $candidate -PathType Leaf)) { continue }
        $version = & $candidate --version 2>$null
        if ($LASTEXITCODE -eq 0) { return @{ Path = $candidate; Version = "$version" } }
    }
}

function Install-Sdk {
    $url = if ($env:RECSYS_DOTNET_INSTALL_URL) { $env:RECSYS_DOTNET_INSTALL_URL }
           elseif ($onWindows) { 'https://dot.net/v1/dotnet-install.ps1' }
           else { 'https://dot.net/v1/dotnet-install.sh' }
    $wanted = (Get-Content -Raw (Join-Path $root 'global.json') | ConvertFrom-Json).sdk.version
    $channel = $wanted.Substring(0, $wanted.LastIndexOf('.'))
    $remedy = "Remedy: install the .NET SDK $wanted or a later $channel one (https://dotnet.microsoft.com/download) and put it on PATH, or set RECSYS_DOTNET_INSTALL_URL to a mirror of $url."
    $folder = Join-Path $root '.dotnet'
    $script = Join-Path $state ('dotnet-install' + [System.IO.Path]::GetExtension(([uri] $url).AbsolutePath))
    [Console]::Error.WriteLine("Installing the .NET SDK into $folder...")
    try {
        [System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12
        if (([uri] $url).IsFile) { Copy-Item -LiteralPath ([uri] $url).LocalPath -Destination $script -Force }
        else { Invoke-WebRequest -UseBasicParsing -Uri $url -OutFile $script }
    }
    catch { Stop-Build "no .NET SDK here satisfies global.json ($wanted), and $url cannot be downloaded: $($_.Exception.Message) $remedy" }
    try {
        if ($script.EndsWith('.sh')) {
            & bash $script --channel $channel --install-dir $folder --no-path | Out-Host
            if ($LASTEXITCODE -ne 0) { throw "exit code $LASTEXITCODE" }
        }
        else { & $script -Channel $channel -InstallDir $folder -NoPath | Out-Host }
    }
    catch { Stop-Build "the install script of the .NET SDK failed: $($_.Exception.Message) $remedy" }
    $sdk = Find-Sdk
    if (-not $sdk) { Stop-Build "the install script ended, but no .NET SDK satisfies global.json ($wanted). $remedy" }
    return $sdk
}

# Names and contents of everything that the build and the model tool are compiled from.
function Get-SourcesHash([string] $version) {
    $folders = 'build', 'src/Docker', 'src/Frosting', 'src/Contracts', 'src/Settings', 'src/Judge', 'src/Steps', 'src/Engine', 'src/Model' | ForEach-Object { Join-Path $root $_ } | Where-Object { Test-Path -LiteralPath $_ }
    $found = @(Get-ChildItem -LiteralPath $folders -Recurse -File -Force)
    $found += Get-ChildItem -LiteralPath $root -File -Force | Where-Object { $_.Name -match '^(Directory\..*\..*|global\.json|\.editorconfig|BannedSymbols\.txt|nuget\.config)$' }
    $files = @($found | ForEach-Object { $_.FullName.Substring($root.Length + 1).Replace('\', '/') } | Where-Object { $_ -notmatch '/(bin|obj)/' })
    [Array]::Sort($files, [StringComparer]::Ordinal)
    $lines = @($version, [Environment]::OSVersion.Platform, $env:PROCESSOR_ARCHITECTURE, $env:UseCakePackages)
    $lines += $files | ForEach-Object { (Get-FileHash -Algorithm SHA256 -LiteralPath (Join-Path $root $_)).Hash + '  ' + $_ }
    $stream = New-Object System.IO.MemoryStream (, [System.Text.Encoding]::UTF8.GetBytes($lines -join "`n"))
    return (Get-FileHash -Algorithm SHA256 -InputStream $stream).Hash
}

# The compiled build of this system, the newest one.
function Find-Dll {
    $prefix = if ($onWindows) { 'win*' } elseif ((Get-Variable IsMacOS -ValueOnly -ErrorAction SilentlyContinue)) { 'osx*' } else { '*' }
    Get-ChildItem -Path (Join-Path $root ".build/compiled/bin/Build/release_$prefix/Build.dll") -ErrorAction SilentlyContinue |
        Sort-Object LastWriteTimeUtc -Descending | Select-Object -First 1 -ExpandProperty FullName
}

function Test-Current([string] $hash) {
    return (Find-Dll) -and (Test-Path -LiteralPath $hashFile) -and ((Get-Content -LiteralPath $hashFile -TotalCount 1) -eq $hash)
}

# Into a folder of its own and without analyzers: the tests compile everything with them.
function Invoke-Compiler([string] $dotnet, [string] $version, [string] $hash) {
    [Console]::Error.WriteLine('Compiling the build and the model tool, about half a minute...')
    if (Test-Path -LiteralPath $hashFile) { Remove-Item -LiteralPath $hashFile }
    $ErrorActionPreference = 'Continue'
    $output = & $dotnet build build/Start.slnf -c Release -v quiet --nologo "-p:ArtifactsPath=$compiled" -p:RunAnalyzers=false 2>&1
    if ($LASTEXITCODE -ne 0) {
        $output | ForEach-Object { [Console]::Error.WriteLine("$_") }
        Stop-Build 'the build does not compile. Remedy: correct the errors above.'
    }
    if (-not (Find-Dll)) { Stop-Build 'the build compiled, but there is no .build/compiled/bin/Build/release_*/Build.dll. Remedy: remove .build/compiled, and start again.' }
    # Sources that changed meanwhile may be compiled or not.
    $now = Get-SourcesHash $version
    if ($now -ne $hash) { Invoke-Compiler $dotnet $version $now }
    else { Set-Content -LiteralPath $hashFile -Value $hash }
}

# One start at a time installs and compiles.
function Enter-Lock {
    New-Item -ItemType Directory -Force -Path $state | Out-Null
    while ($true) {
        try { return [System.IO.File]::Open((Join-Path $state 'build.ps1.lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
        catch [System.IO.IOException] { Start-Sleep -Milliseconds 200 }
    }
}

Push-Location -LiteralPath $root
$lock = $null
try {
    $sdk = Find-Sdk
    if (-not $sdk) {
        $lock = Enter-Lock
        $sdk = Find-Sdk
        if (-not $sdk) { $sdk = Install-Sdk }
    }
    # What the build starts finds the same SDK.
    $env:PATH = (Split-Path -Parent $sdk.Path) + [System.IO.Path]::PathSeparator + $env:PATH
    if ((Split-Path -Parent $sdk.Path) -eq (Join-Path $root '.dotnet')) { $env:DOTNET_ROOT = Join-Path $root '.dotnet' }

    $hash = Get-SourcesHash $sdk.Version
    if (-not (Test-Current $hash)) {
        if (-not $lock) { $lock = Enter-Lock }
        if (-not (Test-Current $hash)) { Invoke-Compiler $sdk.Path $sdk.Version $hash }
    }
    if ($lock) { $lock.Dispose(); $lock = $null }

    $ErrorActionPreference = 'Continue'
    $dll = Find-Dll
    $env:RECSYS_SIGNING_KEY = $signingKey
    $env:RECSYS_COMPILED = '1'
    & $sdk.Path $dll @args
    exit $LASTEXITCODE
}
finally {
    if ($lock) { $lock.Dispose() }
    $env:RECSYS_COMPILED = $null
    $env:RECSYS_SIGNING_KEY = $signingKey # a shell that called this script keeps it
    Pop-Location
}
