// SPDX-License-Identifier: MIT
#include "ui/export/exportdialog.h"

#include "model/session/redaction/sharesafeedits.h"
#include "ui/export/exportformats.h"
#include "ui/export/exportpreviewer.h"
#include "ui/export/exportworker.h"
#include "ui/export/sharesafepanel.h"
#include "ui/export/ui_exportdialog.h"
#include "ui/numbers.h"
#include "ui/theme/fonts.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int PreviewDelay = 80; // milliseconds
constexpr int PreviewCharacters = 60;
constexpr int PreviewLines = 16;

} // namespace

ExportDialog::ExportDialog(ExportOffer offer, Settings *settings, QWidget *parent)
    : QDialog(parent)
    , m_offer(std::move(offer))
    , m_ui(std::make_unique<Ui::ExportDialog>())
    , m_worker(std::make_unique<ExportWorker>())
    , m_previewer(std::make_unique<ExportPreviewer>())
    , m_shareSafe(new ShareSafePanel(m_offer.sessionPath, settings, this))
{
    m_ui->setupUi(this);
    m_ui->shareSafeRow->addWidget(m_shareSafe);
    m_shareSafe->hide();
    for (const ExportFormatWords &words : exportFormatWords())
        m_ui->formatBox->addItem(words.name, static_cast<int>(words.format));
    m_ui->previewEdit->setFont(monoFont(font(), SmallText));
    const QFontMetrics metrics(m_ui->previewEdit->font());
    m_ui->previewEdit->setMinimumSize(
        metrics.horizontalAdvance(u'0') * PreviewCharacters, metrics.lineSpacing() * PreviewLines);
    m_previewDelay.setSingleShot(true);
    m_previewDelay.setInterval(PreviewDelay);
    m_ui->allButton->setText(tr("&All calls (%1)").arg(countText(m_offer.all)));
    m_ui->filteredButton->setText(
        tr("Calls that match the &filter (%1)").arg(countText(qint64(m_offer.filtered.size()))));
    m_ui->filteredButton->setVisible(m_offer.isFiltered);
    m_ui->selectedButton->setText(tr("&Selected calls (%1)").arg(countText(qint64(m_offer.selected.size()))));
    m_ui->selectedButton->setVisible(!m_offer.selected.empty());
    (m_offer.isFiltered ? m_ui->filteredButton : m_ui->allButton)->setChecked(true);
    const QString folder = m_offer.folder.isEmpty() ? QDir::homePath() : m_offer.folder;
    m_ui->fileEdit->setText(QDir::toNativeSeparators(folder + u'/' + m_offer.sessionName));
    m_ui->progressBar->hide();
    m_ui->messageLabel->hide();
    setBusy(false);
    showFormat();

    connect(m_ui->shareSafeBox, &QCheckBox::toggled, this, &ExportDialog::setShareSafe);
    connect(m_shareSafe, &ShareSafePanel::editsChanged, this, [this] {
        checkReady();
        m_previewDelay.start();
    });
    connect(m_ui->formatBox, &QComboBox::currentIndexChanged, this, &ExportDialog::showFormat);
    connect(m_ui->chooseButton, &QPushButton::clicked, this, &ExportDialog::choose);
    connect(m_ui->exportButton, &QPushButton::clicked, this, &ExportDialog::startExport);
    connect(m_ui->closeButton, &QPushButton::clicked, this, &ExportDialog::reject);
    connect(m_ui->fileEdit, &QLineEdit::textChanged, this, &ExportDialog::checkReady);
    for (QRadioButton *scope : {m_ui->allButton, m_ui->filteredButton, m_ui->selectedButton})
        connect(scope, &QRadioButton::toggled, this, [this](bool on) {
            if (on)
                m_previewDelay.start();
        });
    connect(m_ui->allColumnsBox, &QCheckBox::toggled, this, [this](bool all) {
        m_ui->columnList->setEnabled(!all);
        checkReady();
        m_previewDelay.start();
    });
    connect(m_ui->columnList, &QListWidget::itemChanged, this, [this] {
        checkReady();
        m_previewDelay.start();
    });
    connect(&m_previewDelay, &QTimer::timeout, this, &ExportDialog::askForPreview);
    connect(m_previewer.get(), &ExportPreviewer::ready, this, &ExportDialog::showPreview);
    connect(m_previewer.get(), &ExportPreviewer::failed, this, [this](const QString &reason) {
        m_ui->previewEdit->setPlainText(reason);
        m_ui->sizeLabel->clear();
    });
    connect(m_previewer.get(), &ExportPreviewer::stopped, this, [this] {
        if (std::exchange(m_writesNext, false))
            write();
    });

    connect(m_worker.get(), &ExportWorker::progressed, this, [this](quint32 done, quint32 total) {
        m_ui->progressBar->setRange(0, int(total));
        m_ui->progressBar->setValue(int(done));
    });
    connect(m_worker.get(), &ExportWorker::finished, this, [this](quint32 written) {
        setBusy(false);
        emit exported(m_ui->fileEdit->text(), written);
        accept();
    });
    connect(m_worker.get(), &ExportWorker::cancelled, this, [this] {
        setBusy(false);
        m_ui->messageLabel->setText(tr("Cancelled. No file was written."));
        m_ui->messageLabel->show();
    });
    connect(m_worker.get(), &ExportWorker::failed, this, [this](const QString &reason) {
        setBusy(false);
        m_ui->messageLabel->setText(reason);
        m_ui->messageLabel->show();
    });
    m_ui->shareSafeBox->setChecked(m_shareSafe->wasOn());
}

ExportDialog::~ExportDialog() = default;

ExportFormat ExportDialog::format() const
{
    return static_cast<ExportFormat>(m_ui->formatBox->currentData().toInt());
}

ExportJob ExportDialog::job() const
{
    ExportJob job;
    job.format = format();
    job.checker = m_offer.checker;
    if (m_ui->shareSafeBox->isChecked())
        job.edits = m_shareSafe->edits();
    if (m_ui->filteredButton->isChecked())
        job.seqs = m_offer.filtered;
    else if (m_ui->selectedButton->isChecked())
        job.seqs = m_offer.selected;
    else
        job.upTo = m_offer.all; // not what arrived since the dialog opened
    if (!picksColumns())
        return job;
    for (int i = 0; i < m_ui->columnList->count(); ++i) {
        const QListWidgetItem *item = m_ui->columnList->item(i);
        if (item->checkState() == Qt::Checked)
            job.columns.push_back(item->text().toUtf8());
    }
    return job;
}

bool ExportDialog::picksColumns() const
{
    return format() == ExportFormat::Csv && !m_ui->allColumnsBox->isChecked();
}

void ExportDialog::checkReady()
{
    m_ui->exportButton->setEnabled(!m_ui->fileEdit->text().trimmed().isEmpty() && isKnown() &&
                                   (!picksColumns() || !job().columns.empty()));
}

bool ExportDialog::isKnown() const
{
    return !m_ui->shareSafeBox->isChecked() || m_shareSafe->edits();
}

void ExportDialog::setShareSafe(bool on)
{
    m_shareSafe->setVisible(on);
    m_shareSafe->setOn(on);
    showNote();
    if (on)
        resize(size().expandedTo(sizeHint()));
    else
        adjustSize();
}

void ExportDialog::showNote()
{
    const ExportFormatWords words = exportFormatWords(format());
    const bool isSafe = m_ui->shareSafeBox->isChecked() && !words.safeNote.isEmpty();
    m_ui->formatNote->setText(isSafe ? words.safeNote : words.note);
    m_shareSafe->setFormatTells(tellsOfEdits(format()));
}

void ExportDialog::showFormat()
{
    const ExportFormatWords words = exportFormatWords(format());
    showNote();
    m_ui->columnsLabel->setVisible(format() == ExportFormat::Csv);
    m_ui->columnsPanel->setVisible(format() == ExportFormat::Csv);
    const QFileInfo file(m_ui->fileEdit->text());
    m_ui->fileEdit->setText(
        QDir::toNativeSeparators(file.path() + u'/' + file.completeBaseName() + u'.' + words.suffix));
    checkReady();
    m_previewDelay.start();
}

void ExportDialog::askForPreview()
{
    if (m_worker->isRunning() || m_writesNext)
        return;
    if (!isKnown()) {
        m_ui->previewEdit->setPlainText(tr("Shown once the session has been read."));
        m_ui->sizeLabel->clear();
        return;
    }
    if (picksColumns() && job().columns.empty()) {
        m_ui->previewEdit->clear();
        m_ui->sizeLabel->setText(tr("Choose a column."));
        return;
    }
    m_previewer->show(m_offer.sessionPath, job());
}

void ExportDialog::showPreview(const ExportPreview &preview)
{
    if (!isKnown())
        return; // it was made before something else was chosen
    QString text = QString::fromUtf8(preview.text);
    if (text.startsWith(QChar(QChar::ByteOrderMark)))
        text.remove(0, 1);
    // A page begins with what it looks like; what it says comes after.
    if (const qsizetype body = text.indexOf(u"<main>"); format() == ExportFormat::Html && body >= 0)
        text.remove(0, body);
    m_ui->previewEdit->setPlainText(preview.cut ? QString(text + u'\n' + QChar(0x2026)) : text);
    m_ui->sizeLabel->setText(tr("About %1").arg(longSize(preview.bytes)));
    if (format() == ExportFormat::Csv)
        listColumns(preview.columns);
}

void ExportDialog::listColumns(const std::vector<QByteArray> &columns)
{
    const QSignalBlocker quiet(m_ui->columnList);
    QHash<QString, Qt::CheckState> states; // as chosen, also when another scope has other fields
    for (int i = 0; i < m_ui->columnList->count(); ++i)
        states.insert(m_ui->columnList->item(i)->text(), m_ui->columnList->item(i)->checkState());
    if (std::all_of(columns.begin(), columns.end(),
            [&states](const QByteArray &name) { return states.contains(QString::fromUtf8(name)); }))
        return;
    for (const QByteArray &name : columns) {
        const QString text = QString::fromUtf8(name);
        if (states.contains(text))
            continue;
        auto *item = new QListWidgetItem(text, m_ui->columnList);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Checked);
    }
    checkReady();
}

void ExportDialog::choose()
{
    const ExportFormatWords words = exportFormatWords(format());
    const QString filter = u"%1 (*.%2)"_s.arg(words.name, words.suffix);
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export calls"), m_ui->fileEdit->text(), filter, nullptr,
            QFileDialog::DontConfirmOverwrite); // asked when the export starts, whatever way the name came
    if (!path.isEmpty())
        m_ui->fileEdit->setText(QDir::toNativeSeparators(path));
}

void ExportDialog::startExport()
{
    const QString path = QDir::fromNativeSeparators(m_ui->fileEdit->text().trimmed());
    if (path.isEmpty())
        return;
    if (QFileInfo(path) == QFileInfo(m_offer.sessionPath)) {
        m_ui->messageLabel->setText(tr("That is the session itself. Choose another name."));
        m_ui->messageLabel->show();
        return;
    }
    if (QFileInfo::exists(path) && m_ui->exportButton->property("replaces").toString() != path) {
        // The second click is the confirmation: no dialog over a dialog.
        m_ui->exportButton->setProperty("replaces", path);
        m_ui->exportButton->setText(tr("&Replace"));
        m_ui->messageLabel->setText(
            tr("%1 exists. Replace it, or choose another name.").arg(QFileInfo(path).fileName()));
        m_ui->messageLabel->show();
        return;
    }
    setBusy(true);
    m_shareSafe->remember();
    // Both would ask the same edits for pseudonyms, each on its thread.
    m_writesNext = m_previewer->isRunning();
    if (m_writesNext)
        m_previewer->stop();
    else
        write();
}

void ExportDialog::write()
{
    m_worker->start(m_offer.sessionPath, QDir::fromNativeSeparators(m_ui->fileEdit->text().trimmed()), job());
}

void ExportDialog::setBusy(bool busy)
{
    m_ui->messageLabel->hide();
    m_ui->progressBar->setVisible(busy);
    for (QWidget *input : std::initializer_list<QWidget *>{m_ui->formatBox, m_ui->allButton,
             m_ui->filteredButton, m_ui->selectedButton, m_ui->columnsPanel, m_ui->shareSafeBox, m_shareSafe,
             m_ui->fileEdit, m_ui->chooseButton, m_ui->exportButton})
        input->setEnabled(!busy);
    m_ui->exportButton->setText(tr("&Export"));
    m_ui->exportButton->setProperty("replaces", {});
    m_ui->closeButton->setText(tr("Cancel"));
}

void ExportDialog::reject()
{
    if (m_writesNext) {
        m_writesNext = false;
        setBusy(false);
    } else if (m_worker->isRunning()) {
        m_worker->cancel();
    } else {
        QDialog::reject();
    }
}

} // namespace spectap
