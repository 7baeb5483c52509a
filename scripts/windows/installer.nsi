; The installer: for the user who runs it, without an administrator. Called by
; scripts/windows/pack.sh, which defines VERSION, NUMBER, FILES, SIZE, ICON, SIGN, OUT.
;
; /S installs without asking, /D=FOLDER says where. Exit status: 0 done, 1 given up by
; the user, 2 refused, with the reason in the log of whoever ran it.

Unicode true
Target amd64-unicode
ManifestSupportedOS Win10
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include FileFunc.nsh

!define APP "工会台账"
!define ID "cn.unionledger.desktop"
!define KIND "cn.unionledger.ledger"
!define EXE "unionledger.exe"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"

Name "${APP}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\UnionLedger"
InstallDirRegKey HKCU "Software\${ID}" "Folder"
BrandingText "${APP} ${VERSION}"
!uninstfinalize '"${SIGN}" "%1"'

VIProductVersion "${NUMBER}"
VIFileVersion "${NUMBER}"
VIAddVersionKey /LANG=2052 "ProductName" "${APP}"
VIAddVersionKey /LANG=2052 "CompanyName" "${APP}"
VIAddVersionKey /LANG=2052 "FileDescription" "${APP}安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache-2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "将为您安装${APP} ${VERSION}。$\r$\n$\r$\n只装给当前用户，不需要管理员。装过旧版的，直接装在上面：台账和设置都保留。$\r$\n$\r$\n请先关闭正在运行的${APP}。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${APP}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; Refuse says why nothing is changed and ends.
!macro Refuse TEXT
  MessageBox MB_OK|MB_ICONEXCLAMATION "${TEXT}" /SD IDOK
  SetErrorLevel 2
  Quit
!macroend

; Windows lets nobody write a program that runs: that is how to tell.
!macro RefuseWhileRunning WHAT
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${EXE}" a
    ${If} ${Errors}
      !insertmacro Refuse "${APP}正在运行（或者程序文件被杀毒软件占用），现在不能${WHAT}。$\r$\n$\r$\n请关闭${APP}的窗口，再重新运行。什么都没有改动。"
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
    !insertmacro Refuse "${APP}需要 Windows 10 或更新的系统，这台电脑的系统太旧。什么都没有改动。"
  ${EndIf}
  ReadRegStr $1 HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $1 != ""
    ${VersionCompare} "$1" "${VERSION}" $2
    ${If} $2 == 1
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "电脑上装的是更新的 $1，现在要装的是旧的 ${VERSION}。$\r$\n$\r$\n新版升级过的台账，旧版打不开。确定要换成旧版吗？" /SD IDNO IDYES goOn
      SetErrorLevel 2
      Quit
      goOn:
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "${APP}（必需）" Program
  SectionIn RO
  !insertmacro RefuseWhileRunning "安装"
  SetOutPath "$INSTDIR"
  ClearErrors
  File /r "${FILES}/*"
  ${If} ${Errors}
    !insertmacro Refuse "写不进 $INSTDIR。请换一个文件夹，或者看看磁盘是不是满了。"
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "Software\${ID}" "Folder" "$INSTDIR"

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${APP}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${APP}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "${SIZE}"
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1

  CreateDirectory "$SMPROGRAMS\${APP}"
  CreateShortCut "$SMPROGRAMS\${APP}\${APP}.lnk" "$INSTDIR\${EXE}"
  CreateShortCut "$SMPROGRAMS\${APP}\兼容模式启动.lnk" "$INSTDIR\${EXE}" "--software-gl" "" "" "" "" "画面不正常、远程桌面里打不开时用：不用显卡，用软件绘图"
  CreateShortCut "$SMPROGRAMS\${APP}\卸载${APP}.lnk" "$INSTDIR\uninstall.exe"
SectionEnd

Section "桌面快捷方式" Desktop
  CreateShortCut "$DESKTOP\${APP}.lnk" "$INSTDIR\${EXE}"
SectionEnd

Section "双击台账文件（.ghtz）就打开" Association
  WriteRegStr HKCU "Software\Classes\.ghtz" "" "${KIND}"
  WriteRegStr HKCU "Software\Classes\${KIND}" "" "${APP}文件"
  WriteRegStr HKCU "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  ${RefreshShellIcons}
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${Program} "程序、软件绘图部件、许可证和开始菜单。"
  !insertmacro MUI_DESCRIPTION_TEXT ${Desktop} "在桌面上放一个图标。"
  !insertmacro MUI_DESCRIPTION_TEXT ${Association} "在文件夹里双击台账文件，用${APP}打开。"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

; Only what was installed goes, and copies that were made to be printed or looked at:
; they name people. Ledgers, backups, settings and logs are not the installer's.
Section "Uninstall"
  !insertmacro RefuseWhileRunning "卸载"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\opengl\libgallium_wgl.dll"
  Delete "$INSTDIR\opengl\opengl32.dll"
  Delete "$INSTDIR\opengl\LICENSE.txt"
  RMDir "$INSTDIR\opengl"
  Delete "$INSTDIR\licences\LICENSE.txt"
  Delete "$INSTDIR\licences\NOTICE.txt"
  Delete "$INSTDIR\licences\THIRD_PARTY.md"
  RMDir "$INSTDIR\licences"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"

  Delete "$SMPROGRAMS\${APP}\${APP}.lnk"
  Delete "$SMPROGRAMS\${APP}\兼容模式启动.lnk"
  Delete "$SMPROGRAMS\${APP}\卸载${APP}.lnk"
  RMDir "$SMPROGRAMS\${APP}"
  Delete "$DESKTOP\${APP}.lnk"
  RMDir /r "$LOCALAPPDATA\unionledger\passing"

  ReadRegStr $0 HKCU "Software\Classes\.ghtz" ""
  ${If} $0 == "${KIND}"
    DeleteRegKey HKCU "Software\Classes\.ghtz"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${KIND}"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\${ID}"
  ${RefreshShellIcons}
SectionEnd
