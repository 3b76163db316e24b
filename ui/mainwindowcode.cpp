// SPDX-License-Identifier: MIT
// Calls as the code that sends them.
#include "ui/mainwindowparts.h"

#include "ui/copycode.h"
#include "ui/inspector/codepage.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/noticeband.h"
#include "ui/settings/settings.h"
#include "ui/table/eventtable.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

namespace spectap {

namespace {

const QByteArray CopyKey = "copy";

} // namespace

void MainWindow::connectCode()
{
    d->codeCopier = new CodeCopier(this);
    connect(d->codeCopier, &CodeCopier::failed, this, [this](const QString &why) {
        showBand({Band::Kind::Error, tr("The calls could not be copied. %1").arg(why), {}, CopyKey});
    });
    connect(d->codeCopier, &CodeCopier::copied, this, [this] { showBand({{}, {}, {}, CopyKey}); });
    connect(d->actions->copyCurl, &QAction::triggered, this, [this] { copyCode(Sdk::Curl); });
    connect(d->actions->inspectorTabs, &QActionGroup::triggered, this, [this](const QAction *tab) {
        d->actions->inspector->setChecked(true);
        showView(tab->data().toString());
    });
    connect(d->inspector->code(), &CodePage::languageChosen, this, [this](const QString &name) {
        if (d->settings)
            d->settings->setValue(Setting::CodeLanguage, name);
    });
}

void MainWindow::copyCode(Sdk sdk)
{
    CodeWish wish;
    wish.sdk = sdk;
    wish.reach = d->endpoint.reach();
    d->codeCopier->copy(d->document->path(), d->table->selectedSeqs(), wish);
}

void MainWindow::fillCodeMenu(QMenu *menu)
{
    for (const CodeSdk &sdk : codeSdks()) {
        connect(menu->addAction(QString::fromLatin1(sdk.title)), &QAction::triggered, this,
            [this, which = sdk.sdk] { copyCode(which); });
    }
}

} // namespace spectap
