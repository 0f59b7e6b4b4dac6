; The setup program. Installs for the whole computer, in one place, with one entry in the list of programs; never
; starts the application, and never touches what a person recorded (that lies below the person's own local folder).
; It ends with 0 where it did so, and with 2 where it refused; without /S it says why.

Unicode true
Target amd64-unicode
RequestExecutionLevel admin
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif

!include LogicLib.nsh
!include MUI2.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include x64.nsh

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${PRODUCT}"
!define OWN "Software\${PRODUCT}"
!define CLASSES "Software\Classes"

Name "${PRODUCT}"
OutFile "${OUTPUT}"
InstallDir "$PROGRAMFILES64\${PRODUCT}"
BrandingText "${PRODUCT} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "${PRODUCT}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey CompanyName "${PUBLISHER}"
VIAddVersionKey FileDescription "Setup of ${PRODUCT}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey LegalCopyright "MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!macro Refuse SENTENCE
  MessageBox MB_OK|MB_ICONSTOP "${SENTENCE}" /SD IDOK
  SetErrorLevel 2
  Quit
!macroend

; Takes away the program of the version that is there, and nothing that is not ours.
!macro RemoveProgram
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\DLLs"
  RMDir /r "$INSTDIR\LICENCES"
  Delete "$INSTDIR\${PROGRAM}.exe"
  Delete "$INSTDIR\${PROGRAM}-console.exe"
  Delete "$INSTDIR\${PROGRAM}.cdx.json"
  Delete "$INSTDIR\python*.dll"
  Delete "$INSTDIR\python*.zip"
  Delete "$INSTDIR\python*._pth"
  Delete "$INSTDIR\vcruntime*.dll"
  Delete "$INSTDIR\msvcp*.dll"
  Delete "$INSTDIR\concrt*.dll"
!macroend

; A file that is in use cannot be opened for writing.
!macro RefuseWhileRunning
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}.exe" a
    ${If} ${Errors}
      !insertmacro Refuse "${PRODUCT} is running. Close it first."
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Function .onInit
  SetShellVarContext all
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    !insertmacro Refuse "${PRODUCT} needs Windows 10 or 11 with 64 bits."
  ${EndIf}
  SetRegView 64
  ReadRegStr $0 HKLM "${OWN}" "InstalledBy"
  ${If} $0 == "msi"
    !insertmacro Refuse "${PRODUCT} was installed here by your organisation, which also keeps it up to date."
  ${EndIf}
  ReadRegStr $0 HKLM "${UNINSTALL}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      !insertmacro Refuse "A newer version of ${PRODUCT} is installed already."
    ${EndIf}
  ${EndIf}
  ReadRegStr $0 HKLM "${OWN}" "InstallFolder"
  ${If} $0 != ""
    StrCpy $INSTDIR $0
  ${EndIf}
  !insertmacro RefuseWhileRunning
FunctionEnd

Section
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${PROGRAM}.exe" "" "" 0 SW_SHOWNORMAL "" "${SUMMARY}"
  WriteRegStr HKLM "${OWN}" "InstalledBy" "setup"
  WriteRegStr HKLM "${OWN}" "InstallFolder" "$INSTDIR"
  WriteRegStr HKLM "${CLASSES}\${PACK_ENDING}" "" "${PACK_CLASS}"
  WriteRegStr HKLM "${CLASSES}\${PACK_ENDING}" "Content Type" "${PACK_TYPE}"
  WriteRegStr HKLM "${CLASSES}\${PACK_CLASS}" "" "${PACK_WORDS}"
  WriteRegStr HKLM "${CLASSES}\${PACK_CLASS}\DefaultIcon" "" "$INSTDIR\${PROGRAM}.exe,0"
  WriteRegStr HKLM "${CLASSES}\${PACK_CLASS}\shell\open\command" "" '"$INSTDIR\${PROGRAM}.exe" --open "%1"'
  WriteRegStr HKLM "${UNINSTALL}" "DisplayName" "${PRODUCT}"
  WriteRegStr HKLM "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM}.exe,0"
  WriteRegStr HKLM "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKLM "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${UNINSTALL}" "EstimatedSize" ${KIBIBYTES}
  WriteRegDWORD HKLM "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKLM "${UNINSTALL}" "NoRepair" 1
SectionEnd

Function un.onInit
  SetShellVarContext all
  SetRegView 64
  !insertmacro RefuseWhileRunning
FunctionEnd

Section Uninstall
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  DeleteRegKey HKLM "${UNINSTALL}"
  DeleteRegKey HKLM "${OWN}"
  DeleteRegKey HKLM "${CLASSES}\${PACK_CLASS}"
  DeleteRegKey HKLM "${CLASSES}\${PACK_ENDING}"
SectionEnd
